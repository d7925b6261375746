/** How an environment is shown: every field, what follows from them, and what the rules find. */
import type { DirectiveValue } from '../redis/canonical.ts';
import { USER_DATA_LIMIT } from '../render/boot-script.ts';
import { renderHost } from '../render/host-files.ts';
import { type Finding, validate } from '../rules/index.ts';
import {
  type DecidedValue,
  decidedValues,
  groupValues,
  type ValueGroup,
} from '../topology/decided-values.ts';
import type { Environment } from '../topology/environment.ts';
import { type Element, heading, type Outcome, type Phrase, table } from './elements.ts';
import { countFindings } from './findings.ts';

/**
 * Shows every value of an environment and where it comes from.
 *
 * @param today the day that end-of-life dates are compared with
 */
export function showEnvironment(environment: Environment, today: Date): Outcome {
  const values = [
    ...decidedValues(environment).flatMap((group) => group.values),
    ...scripts(environment),
    ...judgement(validate(environment, today)),
  ];
  return {
    data: {
      environment: environment.name,
      file: environment.file,
      values: values.map(({ path, value, origin }) => ({ field: path.join('.'), value, origin })),
    },
    report: groupValues(values).flatMap(showGroup),
  };
}

/** EC2 takes no larger script, so its size belongs to what is decided. */
function scripts(environment: Environment): readonly DecidedValue[] {
  return environment.hosts.map((host) => ({
    path: ['hosts', host.name, 'boot script'],
    value: `${Buffer.byteLength(renderHost(environment, host).userData)} of ${USER_DATA_LIMIT} bytes`,
    origin: 'derived: its files',
  }));
}

function judgement(findings: readonly Finding[]): readonly DecidedValue[] {
  const origin = 'derived: vedette validate';
  const counts = Object.entries(countFindings(findings));
  const refusals = findings.filter(({ severity, waived }) => severity === 'error' && waived === undefined);
  return [
    ...counts.map(([kind, count]) => ({ path: ['findings', kind], value: count, origin })),
    ...refusals.map(({ rule, field, message }) => ({
      path: ['findings', `refused by ${rule}`],
      value: `${field}: ${message}`,
      origin,
    })),
  ];
}

function showGroup({ name, values }: ValueGroup): readonly Element[] {
  return [
    heading(name),
    table(
      ['field', 'value', 'from'],
      values.map(({ path, value, origin }) => [nameIn(name, path), shown(value), quietDefault(origin)]),
    ),
  ];
}

/** The path, without what the heading says already. */
function nameIn(group: string, path: readonly string[]): string {
  const name = path.join('.');
  return name.startsWith(`${group}.`) ? name.slice(group.length + 1) : name;
}

function shown(value: DirectiveValue | undefined): Phrase {
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return text === '' ? { text: '-', tone: 'faint' } : text;
}

function quietDefault(origin: string): Phrase {
  return origin === 'given' ? origin : { text: origin, tone: 'faint' };
}
