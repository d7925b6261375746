/** `npm run docs`: writes what is generated: the reference, and the names that editors know. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configJsonSchema, definitionJsonSchema } from '../definition/json-schema.ts';
import { configMeanings, definitionMeanings } from '../definition/meanings.ts';
import { definitionNames, nameTypes } from '../report/definition-names.ts';
import { fieldsPage, rulesPage } from '../report/reference.ts';

const REFERENCE = fileURLToPath(new URL('../../docs/reference/', import.meta.url));

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
