import { execFileSync } from 'node:child_process';
import test from 'ava';
import { minified } from '../../src/render/minified.ts';
import { layOut } from '../../src/render/template.ts';
import { needs } from '../_needs.ts';
import { ENGINE_VIEW } from './_functions.ts';

test('indentation, empty lines and comments go, and what rc reads stays', (t) => {
  const script =
    '#!/bin/sh\n# PROVIDE: x\n# KEYWORD: nostart\n# Says x.\n#\n\nf() {\n\t# of f\n\techo "# $x" #y\n}\n';
  t.is(minified(script), '#!/bin/sh\n# PROVIDE: x\n# KEYWORD: nostart\nf() {\necho "# $x" #y\n}\n');
});

/** What several of them have. */
const PARTS = {
  patiently: layOut('patiently.sh', {}),
  metadata: layOut('metadata.sh', {}),
  askStore: layOut('ask-store.sh', { taken: 'true' }),
};

/** Every script that is packed, with nothing in it of the others. */
const SCRIPTS: Readonly<Record<string, string>> = {
  boot: layOut('boot.sh', {
    ...{ data: true, sentinel: true, updates: true, tls: true },
    ...{ rcVedette: '', rcVolume: '', rcReport: '', rcCertificate: '' },
    ...{ users: true, laid: '"/laid/$1"', loginFile: '/login' },
    ...ENGINE_VIEW,
    ...PARTS,
  }),
  role: layOut('vedette.rc', {
    ...ENGINE_VIEW,
    ...{ tls: true, users: true, splits: true, loginFile: '/login' },
  }),
  volume: layOut('vedette-volume.rc', { ...ENGINE_VIEW, device: 'sdf' }),
  report: layOut('vedette-report.rc', ENGINE_VIEW),
  certificate: layOut('vedette-certificate.rc', { ...ENGINE_VIEW, ...PARTS }),
};

/** How bash reads a script: each command, with the texts in quotes and here-documents, but for how lines begin. */
function asRead(script: string): string {
  const program = `script() {\n${script}\n}\ndeclare -f script`;
  return execFileSync('bash', ['--posix', '-c', program], { encoding: 'utf8' }).replaceAll(/^\s+/gm, '');
}

for (const [name, script] of Object.entries(SCRIPTS))
  needs('bash')(`a shell reads the same in the ${name} script and in what is left of it`, (t) => {
    t.true(asRead(script).length > 100);
    t.is(asRead(minified(script)), asRead(script));
  });
