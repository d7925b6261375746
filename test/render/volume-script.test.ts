/** What rc.d/vedette_volume takes for a disk that may be formatted, from disks in files. */
import { functionsOf, judged, type Run } from './_functions.ts';

/** A disk that diskinfo knows. */
const DISK = `
disk=$(mktemp) zeros=$(mktemp)
trap 'rm -f "$disk" "$zeros"' EXIT
diskinfo() { printf '%s\\t512\\t%s\\t%s\\t0\\t0\\n' "$1" "$SIZE" "$((SIZE / 512))"; }
SIZE=8388608
dd if=/dev/zero of="$disk" bs="$SIZE" count=1 2>/dev/null
put() { printf "$2" | dd of="$disk" bs=1 seek="$1" conv=notrunc 2>/dev/null; }`;

const test = judged(`${functionsOf('vedette-volume.rc', { device: 'sdf' })}\n${DISK}`);

/** What the script says of a disk that lines have written to. */
function isTakenFor(run: Run, lines: string): string {
  const verdict =
    'if is_blank; then echo blank; elif is_half_made; then echo half made; else echo foreign; fi';
  return run(`${lines}\n${verdict}`).stdout;
}

/** A superblock of UFS2 at its place, with a label and newfs's magic number for a file system that is half made. */
const HALF_MADE = (label: string, magic = '\\010\\004\\226\\031'): string =>
  `put ${65_536 + 680} '${label}'\nput ${65_536 + 1_372} '${magic}'`;

test('zeros are blank to the first and the last byte that count', (t, run) => {
  t.is(isTakenFor(run, ''), 'blank');
  for (const at of [0, 4 * 2 ** 20 - 1, 8 * 2 ** 20 - 2 ** 20, 8 * 2 ** 20 - 1])
    t.is(isTakenFor(run, `put ${at} x`), 'foreign', String(at));
});

test('a disk that ends before its size, or of unknown size, is not blank', (t, run) => {
  t.is(isTakenFor(run, 'SIZE=16777216'), 'foreign');
  t.is(isTakenFor(run, 'diskinfo() { return 1; }'), 'foreign');
  t.is(isTakenFor(run, 'diskinfo() { echo "$1"; }'), 'foreign');
});

test('a half-made file system is ours by its label to the last letter, its magic number, and nothing before it', (t, run) => {
  t.is(isTakenFor(run, HALF_MADE('redisdata')), 'half made');
  t.is(isTakenFor(run, HALF_MADE('redisdata2')), 'foreign');
  t.is(isTakenFor(run, HALF_MADE('otherdata')), 'foreign');
  t.is(isTakenFor(run, HALF_MADE('redisdata', '\\031\\001\\124\\031')), 'foreign', 'a whole one');
  for (const at of [0, 510, 65_535])
    t.is(isTakenFor(run, `${HALF_MADE('redisdata')}\nput ${at} x`), 'foreign', String(at));
});
