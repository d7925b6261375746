/** `npm run docs`: writes what is generated: the reference, the names that editors know, and the README's timeline of docs/rehearsal.json, a rehearsal.json of a report. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configJsonSchema, definitionJsonSchema } from '../definition/json-schema.ts';
import { configMeanings, definitionMeanings } from '../definition/meanings.ts';
import { readReport } from '../rehearsal/report/files.ts';
import { timelinePicture } from '../rehearsal/report/timeline/picture.ts';
import { definitionNames, nameTypes } from '../report/definition-names.ts';
import { fieldsPage, rulesPage } from '../report/reference.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const REFERENCE = `${DOCS}reference/`;

const meanings = definitionMeanings();
mkdirSync(REFERENCE, { recursive: true });
writeFileSync(
  `${REFERENCE}definition.schema.json`,
  `${JSON.stringify(definitionJsonSchema(meanings, definitionNames()), undefined, 2)}\n`,
);
writeFileSync(
  `${REFERENCE}config.schema.json`,
  `${JSON.stringify(configJsonSchema(configMeanings()), undefined, 2)}\n`,
);
writeFileSync(`${REFERENCE}definition.md`, fieldsPage(meanings));
writeFileSync(`${REFERENCE}rules.md`, rulesPage());
writeFileSync(new URL('../definition/names.ts', import.meta.url), nameTypes());
writeFileSync(`${DOCS}rehearsal.svg`, timelinePicture(readReport(`${DOCS}rehearsal.json`).rehearsal) ?? '');
