/** `node _writer.mjs FILE KEY`: pushes one id after another with the client that a file exports, and prints those that are done. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [, , file, key] = process.argv;
const { redis } = await import(pathToFileURL(file).href);
const push = (id) => (redis.rPush ?? redis.rpush).call(redis, key, id);

for (let id = 0; ; id += 1) {
  await push(String(id)).then(
    () => console.log(id),
    (error) => console.log(`${id} ${error.message}`),
  );
  await sleep(10);
}
