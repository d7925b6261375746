import { BootFailure, withSentinel } from '../_redis.ts';
import { ENGINES } from '../redis/_engines.ts';

/** What Sentinel makes of its file, without the lines that belong to the test. */
async function rewritten(conf: string, server: string): Promise<string> {
  const file = await withSentinel(
    conf,
    async (client) => {
      await client.command('SENTINEL', 'FLUSHCONFIG');
      return client.file();
    },
    server,
  );
  return file.replaceAll(/^(port|unixsocket|dir) .*$/gm, '');
}

for (const { real, server } of ENGINES) {
  real('Sentinel writes the name of a group with a blank so that it does not start again', async (t) => {
    const file = await rewritten('sentinel monitor "a b" 127.0.0.1 1 1', server);
    await t.throwsAsync(
      withSentinel(file, async () => undefined, server),
      { instanceOf: BootFailure, message: /Unrecognized sentinel configuration statement/ },
    );
  });

  real('Sentinel starts again with a name of the characters that master-name-charset allows', async (t) => {
    const file = await rewritten('sentinel monitor a-b.C_1 127.0.0.1 1 1', server);
    await t.notThrowsAsync(withSentinel(file, async () => undefined, server));
  });
}
