/** Secrets Manager with the two actions that vedette calls: the passwords of the clouds of this machine. */
import { randomUUID } from 'node:crypto';
import type { LocalSecret } from '../protocol.ts';
import {
  failure,
  fieldsIn,
  nameOf,
  questionIn,
  type SecretsAnswer,
  type ValuesOfSecret,
  valueAnswer,
} from '../secrets.ts';
import { type SignedRequest, scopeOf } from '../sigv4.ts';
import type { AccountService, Answer } from './service.ts';

/** A secret of a cloud; one that was created and never put has no value. */
export interface FoundSecret extends ValuesOfSecret {
  /** Gives it a value. @default nobody may */
  readonly put?: (secret: LocalSecret) => Promise<void>;
}

/** The secret of a name, as it is now; undefined if there is none. */
type FindSecret = (name: string) => Promise<FoundSecret | undefined>;

export function secretsManager(secretOf: FindSecret): AccountService {
  return {
    name: 'secretsmanager',
    variable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
    answer: async (request) => answerOf(await answer(request, secretOf)),
    refuse: ({ status, code, message }) => answerOf(failure(status, code, message)),
  };
}

async function answer(request: SignedRequest, secretOf: FindSecret): Promise<SecretsAnswer> {
  const findHere = async (id: string): Promise<FoundSecret | undefined> => {
    const secret = await secretOf(nameOf(id));
    return secret?.arn.split(':')[3] === scopeOf(request).region ? secret : undefined;
  };
  if (request.headers['x-amz-target'] === 'secretsmanager.PutSecretValue')
    return putSecretValue(fieldsIn(request.body), findHere);
  const question = questionIn(request);
  return 'status' in question ? question : valueAnswer(question, await findHere(question.id));
}

async function putSecretValue(
  { SecretId: id, SecretString: value, VersionStages: stages = ['AWSCURRENT'] }: ReturnType<typeof fieldsIn>,
  find: FindSecret,
): Promise<SecretsAnswer> {
  const [stage] = Array.isArray(stages) && stages.length === 1 ? stages : [];
  if (
    typeof id !== 'string' ||
    typeof value !== 'string' ||
    (stage !== 'AWSCURRENT' && stage !== 'AWSPENDING')
  )
    return failure(400, 'InvalidParameterException', 'This machine puts a text as AWSCURRENT or AWSPENDING.');
  const { arn, put } = (await find(id)) ?? {};
  if (arn === undefined || put === undefined)
    return failure(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const name = nameOf(id);
  await put({ name, arn, value, stage });
  return { status: 200, body: { ARN: arn, Name: name, VersionId: randomUUID(), VersionStages: [stage] } };
}

function answerOf({ status, body }: SecretsAnswer): Answer {
  return { status, headers: { 'Content-Type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}
