/** What one connection of Terraform asks, and what it is answered. Each has a configuration of its own. */
import { messageOf, UserError } from '../../base/errors.ts';
import { ENVIRONMENT_TAG } from '../../topology/tags.ts';
import type { Clouds } from './clouds.ts';
import { DATA_SOURCES, EPHEMERAL_RESOURCES } from './data-sources.ts';
import type { PendingFaults } from './faults.ts';
import { create, remove, update } from './operations.ts';
import { plan } from './plan.ts';
import { importObject, read, recordedIn } from './read.ts';
import { type Account, HalfCreated } from './resource-type.ts';
import { shaped } from './schema.ts';
import type { Schemas } from './schemas.ts';
import { refuseOld } from './terraform.ts';
import {
  type Attributes,
  attributesOf,
  decodeValue,
  encodeValue,
  isAttributes,
  isValueList,
  stringOf,
  type TerraformValue,
  toValue,
} from './value.ts';

/** What connections share. */
export interface ProviderService {
  readonly schemas: Schemas;
  readonly clouds: Pick<Clouds, 'up' | 'open'>;
  readonly faults: PendingFaults;
}

/** A value on the wire. */
interface Wire {
  readonly msgpack?: Uint8Array;
}

/** A request of the protocol: the fields of every kind that is answered. */
interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly terraform_version: string;
  readonly config?: Wire;
  readonly current_state?: Wire;
  readonly prior_state?: Wire;
  readonly proposed_new_state?: Wire;
  readonly planned_state?: Wire;
  readonly raw_state?: { readonly json?: Uint8Array };
}

/** An answer of the protocol. */
type Answer = Readonly<Record<string, unknown>>;

/** Answers of a session by the name of the call. */
export type Handlers = Readonly<Record<string, (request: Request) => Promise<Answer>>>;

/** Begins a session. */
export function openSession({ schemas, clouds, faults }: ProviderService): Handlers {
  let configured: Account | undefined;

  function account(): Account {
    if (configured === undefined) throw new UserError('the provider is not configured');
    return configured;
  }

  return {
    async GetProviderSchema() {
      return schemas.message();
    },

    async ValidateProviderConfig() {
      return {};
    },

    async ValidateResourceConfig({ type_name: name, config }) {
      const { type } = schemas.resource(name);
      const refusal = type.refuses?.(attributes(config));
      return refusal === undefined ? {} : { diagnostics: [problem(refusal.message, [refusal.attribute])] };
    },

    async ValidateDataResourceConfig() {
      return {};
    },

    async ValidateEphemeralResourceConfig() {
      return {};
    },

    async UpgradeResourceState({ type_name: name, raw_state: raw }) {
      const state = attributesOf(toValue(JSON.parse(Buffer.from(raw?.json ?? []).toString('utf8')))) ?? {};
      return { upgraded_state: wire(shaped(schemas.resource(name).block, state)) };
    },

    async ConfigureProvider({ terraform_version: version, config }) {
      configured = configure(version, attributes(config));
      return {};
    },

    async ReadResource({ type_name: name, current_state: current }) {
      const resource = schemas.resource(name);
      const state = attributes(current);
      const cloud = await clouds.up(account());
      if (cloud === undefined) return { new_state: wire(null) };
      const found = await read(resource, stringOf(state.id), { account: account(), cloud });
      const known = found && { ...found, ...recordedIn(resource, state) };
      return { new_state: wire(known === undefined ? null : shaped(resource.block, known)) };
    },

    async PlanResourceChange({ type_name: name, prior_state: before, proposed_new_state: after }) {
      const proposed = attributesOf(wired(after));
      if (proposed === undefined) return { planned_state: wire(null), legacy_type_system: true };
      const { planned, replace } = plan(
        schemas.resource(name),
        attributesOf(wired(before)),
        proposed,
        account(),
      );
      return { planned_state: wire(planned), requires_replace: replace.map(path), legacy_type_system: true };
    },

    async ApplyResourceChange({ type_name: name, prior_state: before, planned_state: after, config }) {
      const resource = schemas.resource(name);
      const [prior, planned] = [attributesOf(wired(before)), attributesOf(wired(after))];
      const verb = prior === undefined ? 'creating' : planned === undefined ? 'deleting' : 'updating';
      try {
        const made = await apply(resource, prior, planned, attributes(config));
        return {
          new_state: wire(made === undefined ? null : shaped(resource.block, made)),
          legacy_type_system: true,
        };
      } catch (error) {
        const kept =
          error instanceof HalfCreated ? shaped(resource.block, error.attributes) : (prior ?? null);
        return {
          new_state: wire(kept),
          legacy_type_system: true,
          diagnostics: [problem(`${verb} ${name}: ${messageOf(error)}`)],
        };
      }
    },

    async ImportResourceState({ type_name: name, id }) {
      const resource = schemas.resource(name);
      const cloud = await clouds.up(account());
      const found = cloud && (await importObject(resource, id, { account: account(), cloud }));
      if (found === undefined) throw new UserError(`there is no ${name} ${id} on this machine`);
      return { imported_resources: [{ type_name: name, state: wire(shaped(resource.block, found)) }] };
    },

    async ReadDataSource({ type_name: name, config }) {
      const given = attributes(config);
      const source = DATA_SOURCES[name];
      if (source === undefined) throw new UserError(`this machine has no data source ${name}`);
      const region = { region: given.region ?? account().region };
      const objects = (await (await clouds.up(account()))?.objects()) ?? [];
      const found = source.read(given, account(), objects);
      return { state: wire(shaped(schemas.dataSource(name), { ...region, ...given, ...found })) };
    },

    async OpenEphemeralResource({ type_name: name, config }) {
      const given = attributes(config);
      const resource = EPHEMERAL_RESOURCES[name];
      if (resource === undefined) throw new UserError(`this machine has no ephemeral resource ${name}`);
      const region = { region: given.region ?? account().region };
      return { result: wire(shaped(resource.block, { ...given, ...region, ...resource.open(given) })) };
    },

    async CloseEphemeralResource() {
      return {};
    },

    async StopProvider() {
      return {};
    },
  };

  async function apply(
    resource: ReturnType<Schemas['resource']>,
    prior: Attributes | undefined,
    planned: Attributes | undefined,
    config: Attributes,
  ): Promise<Attributes | undefined> {
    if (planned === undefined) {
      const cloud = await clouds.up(account());
      if (cloud !== undefined) await remove(resource, prior ?? {}, { account: account(), cloud, faults });
      return undefined;
    }
    const place = { account: account(), cloud: await clouds.open(account()), faults };
    return prior === undefined
      ? create(resource, planned, config, place)
      : update(resource, prior, planned, config, place);
  }
}

/** @throws UserError if what the hosts need to know is missing */
function configure(terraformVersion: string, { region, default_tags: blocks }: Attributes): Account {
  refuseOld(terraformVersion);
  const [block] = isValueList(blocks) ? blocks : [];
  const tags = isAttributes(block) && isAttributes(block.tags) ? block.tags : {};
  const environment = stringOf(tags[ENVIRONMENT_TAG]);
  if (environment === '')
    throw new UserError(
      `the provider block has no default tag ${ENVIRONMENT_TAG}, so this machine cannot tell whose hosts these are; apply a stack that vedette synthesized`,
    );
  const name =
    stringOf(region) || stringOf(process.env.AWS_REGION) || stringOf(process.env.AWS_DEFAULT_REGION);
  if (name === '')
    throw new UserError(
      'the provider block has no region; give the environment aws.region, or set the variable AWS_REGION',
    );
  const texts = Object.entries(tags).map(([key, value]) => [key, stringOf(value)]);
  return { environment, region: name, defaultTags: Object.fromEntries(texts) };
}

function wired(value: Wire | undefined): TerraformValue {
  return decodeValue(value?.msgpack);
}

function attributes(value: Wire | undefined): Attributes {
  return attributesOf(wired(value)) ?? {};
}

function wire(value: TerraformValue): Wire {
  return { msgpack: encodeValue(value) };
}

/** A dot leads into the first of an attribute's blocks. */
function path(name: string): object {
  const [outer, inner] = name.split('.');
  const steps = [{ attribute_name: outer }];
  return {
    steps: inner === undefined ? steps : [...steps, { element_key_int: 0 }, { attribute_name: inner }],
  };
}

const ERROR = 1;

/** An error as Terraform shows it. */
export function problem(summary: string, names?: readonly string[]): object {
  const attribute =
    names === undefined ? {} : { attribute: { steps: names.map((name) => ({ attribute_name: name })) } };
  return { severity: ERROR, summary, ...attribute };
}
