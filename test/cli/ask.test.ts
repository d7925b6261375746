import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { ask } from '../../src/cli/ask.ts';

/** Two streams that say that they are a terminal, of which somebody has typed something. */
function terminal(typed: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  input.end(typed);
  return { input, output };
}

test('only the whole word yes is a yes, and the end of the input is a no', async (t) => {
  const answers = ['yes\n', ' yes \n', 'y\n', 'YES\n', 'no\n', '\n', '', 'yes!\n'].map((typed) =>
    ask('Destroy lab', terminal(typed)),
  );
  t.deepEqual(await Promise.all(answers), ['yes', 'yes', 'no', 'no', 'no', 'no', 'no', 'no']);
});

test('the question is written where errors are, so that a result stays a result', async (t) => {
  const { input, output } = terminal('yes\n');
  await ask('Destroy lab', { input, output });
  output.end();
  t.is(await text(output), 'Destroy lab? Write yes to do it: ');
});

test('where one of both is no terminal nobody is asked', async (t) => {
  t.is(await ask('Destroy lab', terminal('yes\n', false)), 'nobody');
});
