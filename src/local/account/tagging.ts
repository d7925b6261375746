/** The tagging API with the one action that vedette calls: what is in the clouds of this machine, by its tags. */
import * as z from 'zod/mini';
import { ACCOUNT_ID } from '../credentials.ts';
import type { CloudObject } from '../inventory.ts';
import { type SignedRequest, scopeOf } from '../sigv4.ts';
import type { AccountService, Answer } from './service.ts';

/** A resource as the API lists it. */
interface Mapping {
  readonly ResourceARN: string;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** What may be asked (GetResources). Another word would change what is meant, so it is refused. */
const question = z.strictObject({
  TagFilters: z.optional(
    z.array(z.strictObject({ Key: z.string(), Values: z.optional(z.array(z.string())) })),
  ),
  ResourcesPerPage: z.optional(z.int().check(z.gte(1), z.lte(100))),
  PaginationToken: z.optional(z.string()),
});

type Question = z.infer<typeof question>;

const TARGET = 'ResourceGroupsTaggingAPI_20170126.GetResources';

/** @param objectsOf everything that exists in the clouds, as it is now */
export function taggingService(objectsOf: () => Promise<readonly CloudObject[]>): AccountService {
  return {
    name: 'tagging',
    variable: 'AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API',
    answer: async (request) => answerTagging(request, await objectsOf()),
    refuse: ({ code, message }) => answer(400, { __type: code, message }),
  };
}

/** What the API says to a request that may be made. */
export function answerTagging(request: SignedRequest, objects: readonly CloudObject[]): Answer {
  if (request.headers['x-amz-target'] !== TARGET)
    return refusal('UnknownOperationException', 'This machine answers GetResources only.');
  const asked = z.safeParse(question, jsonIn(request.body));
  if (!asked.success)
    return refusal(
      'InvalidParameterException',
      `This machine reads ${Object.keys(question.shape).join(', ')}.`,
    );
  return answer(200, pageOf(listed(objects, scopeOf(request).region), asked.data));
}

/** Everything in a region that has tags and that the API lists, in the order of the ARNs. */
export function listed(objects: readonly CloudObject[], region: string): readonly Mapping[] {
  return objects
    .filter(({ type }) => !UNLISTED.includes(type))
    .flatMap((object) => mapping(object, region))
    .sort((one, other) => (one.ResourceARN < other.ResourceARN ? -1 : 1));
}

/** Roles the API never lists, and instance profiles but at times (tagging API reference, supported services). */
const UNLISTED = ['aws_iam_role', 'aws_iam_instance_profile'];

function mapping({ type, id, attributes }: CloudObject, region: string): readonly Mapping[] {
  const arn = attributes.arn ?? ARN_OF[type]?.(id, region);
  const tags = Object.entries(Object(attributes.tags_all)).map(([Key, Value]) => ({
    Key,
    Value: String(Value),
  }));
  if (typeof arn !== 'string' || tags.length === 0 || arn.split(':')[3] !== region) return [];
  return [{ ResourceARN: arn, Tags: tags }];
}

/** Of types whose ARN Terraform does not tell. */
const ARN_OF: Readonly<Record<string, (id: string, region: string) => string>> = {
  aws_nat_gateway: (id, region) => `arn:aws:ec2:${region}:${ACCOUNT_ID}:natgateway/${id}`,
};

/** A page, and the last ARN on it as the token of the next one. */
function pageOf(
  all: readonly Mapping[],
  { TagFilters = [], ResourcesPerPage = 100, PaginationToken = '' }: Question,
): object {
  const wanted = all.filter(({ Tags }) => TagFilters.every((filter) => takes(filter, Tags)));
  const rest = wanted.filter(({ ResourceARN }) => ResourceARN > PaginationToken);
  const shown = rest.slice(0, ResourcesPerPage);
  const next = rest.length > shown.length ? shown.at(-1)?.ResourceARN : '';
  return { ResourceTagMappingList: shown, PaginationToken: next };
}

type Filter = NonNullable<Question['TagFilters']>[number];

/** A filter without values takes every one. */
function takes({ Key: key, Values: values = [] }: Filter, tags: Mapping['Tags']): boolean {
  return tags.some(({ Key, Value }) => Key === key && (values.length === 0 || values.includes(Value)));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(code: string, message: string): Answer {
  return answer(400, { __type: code, message });
}

function answer(status: number, body: object): Answer {
  return { status, headers: { 'Content-Type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}
