'use strict';
// What takes long to make and is always the same is made with the bundle: templates as functions, and packed programs.
// Compiling and packing them would take longer than the rest of a command.
const { readdirSync } = require('node:fs');
const { join, relative } = require('node:path');
const { readTypeScript } = require('./typescript.cjs');

const ROOT = join(__dirname, '../..');

/** What a bundle has in the place of a file, made by the file itself. */
const INSTEAD = {
  'src/render/compiled.ts': ({ TEMPLATES, codeOf }) =>
    `import Handlebars from 'handlebars/runtime.js';
     const CODE = {${entries(TEMPLATES, String, codeOf)}};
     export const compiled = (name) => Handlebars.template(CODE[name]());`,
  'src/render/program.ts': ({ KINDS, keyOf, programOf }) =>
    `${keyOf}
     const PROGRAMS = {${entries(KINDS, keyOf, (kind) => JSON.stringify(programOf(kind)))}};
     export const programOf = (kind) => PROGRAMS[keyOf(kind)]();`,
};

/** As functions, so that nothing is read before it is needed. */
function entries(values, nameOf, codeOf) {
  return values.map((value) => `${JSON.stringify(nameOf(value))}: () => (${codeOf(value)})`).join(',\n');
}

/** A plugin for one bundle. */
function readyMade() {
  const sources = new Set();
  const instead = (file) => {
    readTypeScript();
    const contents = INSTEAD[file](loadAnew(file));
    for (const source of loadedSources()) sources.add(relative(ROOT, source));
    return { contents, loader: 'js' };
  };
  return {
    plugin: {
      name: 'ready made',
      setup({ onLoad }) {
        for (const file of Object.keys(INSTEAD))
          onLoad({ filter: new RegExp(`/${file.replaceAll('.', '\\.')}$`) }, () => instead(file));
      },
    },
    /** The files that it was made of, relative to the checkout; none for a bundle that has nothing of it. */
    ingredients: () => (sources.size === 0 ? [] : [...sources, ...otherIngredients()]),
  };
}

/** As the files are now, whatever an earlier bundle of this process was made of. */
function loadAnew(file) {
  for (const source of loadedSources()) delete require.cache[source];
  return require(join(ROOT, file));
}

function loadedSources() {
  return Object.keys(require.cache).filter((path) => path.endsWith('.ts'));
}

function otherIngredients() {
  return [
    ...readdirSync(join(ROOT, 'templates'), { recursive: true })
      .filter((name) => name.endsWith('.hbs'))
      .map((name) => `templates/${name}`),
    ...['handlebars', 'fflate'].map((library) => relative(ROOT, require.resolve(`${library}/package.json`))),
    relative(ROOT, __filename),
  ];
}

module.exports = { readyMade };
