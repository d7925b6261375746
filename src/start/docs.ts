/** `npm run docs`: writes the reference that is generated. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { definitionJsonSchema } from '../definition/json-schema.ts';
import { meaningsOf } from '../definition/meanings.ts';
import { referencePage } from '../report/reference.ts';

const REFERENCE = fileURLToPath(new URL('../../docs/reference/', import.meta.url));

const meanings = meaningsOf(readFileSync(new URL('../definition/environment.ts', import.meta.url), 'utf8'));
mkdirSync(REFERENCE, { recursive: true });
writeFileSync(
  `${REFERENCE}definition.schema.json`,
  `${JSON.stringify(definitionJsonSchema(meanings), undefined, 2)}\n`,
);
writeFileSync(`${REFERENCE}definition.md`, referencePage(meanings));
