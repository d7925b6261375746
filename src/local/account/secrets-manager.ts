/** Secrets Manager with the one action that vedette calls: the passwords of the clouds of this machine. */
import {
  failure,
  nameOf,
  questionIn,
  type SecretsAnswer,
  type StoredSecret,
  valueAnswer,
} from '../secrets.ts';
import { type SignedRequest, scopeOf } from '../sigv4.ts';
import type { AccountService, Answer } from './service.ts';

/** @param secretOf the secret of a name, as it is now; undefined if there is none */
export function secretsManager(
  secretOf: (name: string) => Promise<StoredSecret | undefined>,
): AccountService {
  return {
    name: 'secretsmanager',
    variable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
    answer: async (request) => answerOf(await answer(request, secretOf)),
    refuse: ({ status, code, message }) => answerOf(failure(status, code, message)),
  };
}

async function answer(
  request: SignedRequest,
  secretOf: (name: string) => Promise<StoredSecret | undefined>,
): Promise<SecretsAnswer> {
  const question = questionIn(request);
  if ('status' in question) return question;
  const secret = await secretOf(nameOf(question.id));
  return valueAnswer(question, secret?.arn.split(':')[3] === scopeOf(request).region ? secret : undefined);
}

function answerOf({ status, body }: SecretsAnswer): Answer {
  return { status, headers: { 'Content-Type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}
