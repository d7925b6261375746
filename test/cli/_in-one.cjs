'use strict';
// Runs command lines one after the other, as test/cli/_in-one.ts sends them, and answers how each ends.
const process = require('node:process');
const { loadProgram } = require('../../src/start/bundle.cjs');

/** What the command that runs has printed. */
let printed = { stdout: '', stderr: '' };

const writers = { stdout: writerOf('stdout'), stderr: writerOf('stderr') };

function writerOf(stream) {
  return (text) => {
    printed[stream] += text;
    return true;
  };
}

function capture() {
  for (const [stream, write] of Object.entries(writers)) process[stream].write = write;
}

// The command line binds how it writes its result when it is loaded.
capture();
const program = loadProgram('src/cli/main.ts', 'tests');

process.on('message', async ({ argv, cwd, variables }) => {
  const { start } = await program;
  const leave = enter(cwd, variables);
  const ended = await run(start, argv);
  leave();
  process.send(ended);
});

process.on('disconnect', () => process.exit());

/** Makes the process like one that has just been started; what is returned takes away what a command left. */
function enter(cwd, variables) {
  printed = { stdout: '', stderr: '' };
  capture();
  process.exitCode = undefined;
  process.env = variables;
  process.chdir(cwd);
  const files = new Set(Object.keys(require.cache));
  const listeners = new Map(process.eventNames().map((name) => [name, process.listeners(name)]));
  return () => {
    for (const file of Object.keys(require.cache)) if (!files.has(file)) delete require.cache[file];
    for (const name of process.eventNames())
      for (const listener of process.listeners(name))
        if (!listeners.get(name)?.includes(listener)) process.off(name, listener);
  };
}

/** What a command printed until its end, or until it ended the process, as yargs does behind its help. */
async function run(start, argv) {
  const { exit } = process;
  let ended;
  process.exit = (code) => {
    ended ??= { code: code ?? process.exitCode ?? 0, ...printed };
    throw new Error('the process has ended');
  };
  await start(argv);
  process.exit = exit;
  return ended ?? { code: process.exitCode ?? 0, ...printed };
}
