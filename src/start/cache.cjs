'use strict';
// What is made of vedette's own files once and kept: inside the checkout, whatever TMPDIR says.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
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

module.exports = { CACHE, digest, forget, keep, read };
