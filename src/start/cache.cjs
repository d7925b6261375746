'use strict';
// What is made of vedette's own files once and kept: inside the checkout, whatever TMPDIR says.
const { createHash } = require('node:crypto');
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join } = require('node:path');

const CACHE = join(__dirname, '../../node_modules/.cache/vedette');

/** A name for what is made of some values: another one where a value is another. */
function digest(...values) {
  return createHash('sha1').update(JSON.stringify(values)).digest('hex');
}

/** What was kept in a file, or nothing. */
function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all, since two commands may run at the same time. Where it cannot be kept, that only costs time. */
function keep(file, content) {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, content);
    renameSync(unfinished, file);
  } catch {}
}

/** Removes what was kept in a folder, as far as nobody else does at the same time. */
function forget(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

/** What was kept this long ago is made again if it is still needed: 30 days, in milliseconds. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1_000;

/** In a folder of what was made of one file: the path of that file. */
const SOURCE = 'source';

/** Removes what was kept long ago, of files that have changed since or of other Nodes, and what is of files that are gone. */
function prune(folder = CACHE, now = Date.now()) {
  for (const path of pathsIn(folder)) {
    // Each on its own: another command may have removed one since the folder was read.
    try {
      if (now - statSync(path).mtimeMs > KEPT_FOR || isOrphan(path)) forget(path);
    } catch {}
  }
}

function pathsIn(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** A checkout that was removed, or a file of a test. */
function isOrphan(folder) {
  const source = read(join(folder, SOURCE));
  return source !== undefined && !existsSync(String(source));
}

module.exports = { CACHE, SOURCE, digest, forget, keep, prune, read };
