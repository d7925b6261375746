/** Who writes, as a person chooses it. */
import { UsageError } from '../../base/errors.ts';
import type { Environment } from '../../topology/environment.ts';
import { requiresTls } from '../../topology/tls.ts';
import { WRITER_KINDS, type WriterGroup, type WriterKind } from './kind.ts';

/** More clients of a kind than a machine bears. */
const MOST = 99;

/** As many clients of a kind with what vedette recommends, and beside them as many with what comes without. */
export function bothSettings(kind: WriterKind, count: number): readonly WriterGroup[] {
  return (['recommended', 'default'] as const).map((settings) => ({ kind, settings, count }));
}

/**
 * Reads `ioredis=5,counter`: five clients of ioredis with either settings, and one counter.
 *
 * @throws UsageError if one is no client, or too many
 */
export function writersNamed(text: string): readonly WriterGroup[] {
  return text.split(',').flatMap((one) => {
    const [, name, count = '1'] = /^([a-z-]+)(?:=(\d{1,2}))?$/.exec(one) ?? [];
    const kind = WRITER_KINDS.find((known) => known === name);
    if (kind === undefined || count === '0')
      throw new UsageError(
        `--clients ${text} is not possible; give some of ${WRITER_KINDS.join(', ')}, each with a number up to ${MOST} where there are several, such as ioredis=5,counter`,
      );
    return bothSettings(kind, Number(count));
  });
}

/**
 * Those of a list who can write while a group is brought to other environments: where plain ports close, clients have moved to
 * TLS before. One with its author's settings cannot: it goes by the port that Sentinels name, which is the plain one until then.
 */
export function movedBefore(
  list: readonly WriterGroup[],
  environment: Environment,
  brought: readonly Environment[],
): readonly WriterGroup[] {
  if (requiresTls(environment) || !brought.some(requiresTls)) return list;
  return list.filter(({ settings }) => settings === 'recommended');
}
