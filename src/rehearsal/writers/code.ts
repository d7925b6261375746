/** Runs the code that `vedette clients` writes, as it is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Node's own `import()`. */
export type ImportModule = (url: string) => Promise<{ readonly redis?: unknown }>;

const require = createRequire(import.meta.url);

/** What code asks for by the name of a package. */
const IMPORTED = /(?<=^import .* from )'((?!node:)[^'.]+)'/gm;

/** Runs code in this process, each time anew. */
export class CodeRunner {
  readonly #import: ImportModule;
  #times = 0;

  constructor(importModule: ImportModule) {
    this.#import = importModule;
  }

  /** The variable that the code reads. */
  set password(password: string) {
    process.env.REDIS_PASSWORD = password;
  }

  /** What the file has that the code reads: the certificate of who signs those of hosts. It goes with this process. */
  set authority(text: string) {
    const folder = mkdtempSync(join(tmpdir(), 'vedette-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'authority.pem');
    writeFileSync(file, text);
    process.env.REDIS_AUTHORITY = file;
  }

  /** Loads a package, so that code that imports it waits no longer for that. */
  async load(name: string): Promise<void> {
    await this.#import(urlOf(name));
  }

  /** Runs code, and hands over the client that it exports once it is connected. */
  async run(code: string): Promise<unknown> {
    this.#times += 1;
    // Such a module is in no folder, where a package would be looked for; and each text of its own is another module.
    const module = code.replaceAll(IMPORTED, (_, name: string) => JSON.stringify(urlOf(name)));
    const text = encodeURIComponent(`${module}\n// ${this.#times}\n`);
    const { redis } = await this.#import(`data:text/javascript,${text}`);
    return redis;
  }
}

function urlOf(name: string): string {
  return pathToFileURL(require.resolve(name)).href;
}
