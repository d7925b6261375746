'use strict';
// Functions of a bundle that work in a thread of their own: whoever asks them goes on meanwhile, where the machine has
// another processor. What they are given and what they answer is copied (structured clone), so it is plain data.
const { isMainThread, parentPort, Worker } = require('node:worker_threads');

/** The one thread, from the first question on, and who waits for an answer. */
let worker;
const waiting = new Map();
let questions = 0;

/**
 * Asks a function of a bundle.
 *
 * @param {string} entry the bundle's file, relative to the checkout
 * @param {string} name of the function
 * @param {readonly unknown[]} given
 * @returns {Promise<unknown>} what it answers. An error has the name, the message and the stack of that in the thread
 */
function ask(entry, name, given) {
  worker ??= start();
  const id = questions++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ id, entry, name, given });
  });
}

function start() {
  const started = new Worker(__filename);
  started.on('message', ({ id, answer, failure }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) started.unref();
    if (failure === undefined) resolve(answer);
    else reject(Object.assign(new Error(failure.message), failure));
  });
  const fail = (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (worker === started) worker = undefined;
  };
  started.on('error', fail);
  started.on('exit', (status) => fail(new Error(`the thread ended with ${status}`)));
  return started;
}

async function answer({ id, entry, name, given }) {
  const { keepCode, loadBundle } = require('./bundle.cjs');
  try {
    const functions = await loadBundle(entry, 'later');
    parentPort.postMessage({ id, answer: await functions[name](...given) });
  } catch ({ name: kind, message, stack }) {
    parentPort.postMessage({ id, failure: { name: kind, message, stack } });
  }
  // Nobody tells a thread that its process ends.
  keepCode();
}

if (!isMainThread && parentPort !== null) parentPort.on('message', answer);

module.exports = { ask };
