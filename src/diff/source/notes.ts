/** What a reader must know about how the files of a side were read. */
import { isValkey, titleOf, valkeyName } from '../../redis/catalogue/index.ts';
import type { Directive } from '../../redis/document.ts';
import type { HostProgram, Snapshot } from '../snapshot.ts';

/** That files are read for Valkey, and which of its names stand there for those of Redis. */
export function valkeyNotes({ label, programs }: Snapshot): readonly string[] {
  const [one] = programs.filter(({ version }) => isValkey(version));
  if (one === undefined) return [];
  const names = [...new Set(programs.flatMap(spellings))];
  const renamed = names.length === 0 ? '' : `, which writes ${names.join(', ')}`;
  return [`${label} is read for ${titleOf(one.version)}${renamed}`];
}

function spellings({ document }: HostProgram): readonly string[] {
  return document.flatMap((line) => {
    const name = nameOf(line);
    const redisName = valkeyName(name)?.redisName;
    return redisName === undefined ? [] : [`${name} for ${redisName}`];
  });
}

function nameOf({ name, args: [option] }: Directive): string {
  return name === 'sentinel' && typeof option === 'string' ? option.toLowerCase() : name;
}
