/** STS, as far as Terraform asks it whether credentials are any. */
import { ACCOUNT_ID } from '../credentials.ts';
import type { AccountService, Answer } from './service.ts';
import { xml } from './xml.ts';

export const STS: AccountService = {
  name: 'sts',
  variable: 'AWS_ENDPOINT_URL_STS',
  async answer({ body }) {
    if (new URLSearchParams(body).get('Action') !== 'GetCallerIdentity')
      return failure(400, 'InvalidAction', 'This machine answers GetCallerIdentity only.');
    const user = { Arn: `arn:aws:iam::${ACCOUNT_ID}:user/vedette`, UserId: 'vedette', Account: ACCOUNT_ID };
    return page(200, { GetCallerIdentityResponse: { GetCallerIdentityResult: user } });
  },
  refuse: ({ code, message }) => failure(403, code, message),
};

function failure(status: number, code: string, message: string): Answer {
  return page(status, { ErrorResponse: { Error: { Type: 'Sender', Code: code, Message: message } } });
}

function page(status: number, content: Parameters<typeof xml>[0]): Answer {
  return { status, headers: { 'Content-Type': 'text/xml' }, body: xml(content) };
}
