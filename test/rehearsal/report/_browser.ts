/** A headless Chromium that is told what to do over a pipe (Chrome DevTools Protocol), so that no port is open. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';

/** How a page is looked at. */
export interface Look {
  /** In CSS pixels. */
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** What was seen. */
export interface Seen {
  /** A PNG of the whole page. */
  readonly picture: Buffer;
  /** What the console and the log of the browser say. */
  readonly complaints: readonly string[];
  /** Everything that was asked for, the page itself aside. */
  readonly requests: readonly string[];
  /** The result of an expression that was evaluated in the page. */
  readonly value: unknown;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A browser of its own folder; `close` ends it and removes that. */
export class Browser {
  readonly #process: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'vedette-chromium-'));
  readonly #input: Writable;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #events: Message[] = [];
  #asked = 0;
  #session: string | undefined;

  constructor() {
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
    ];
    this.#process = spawn(
      'chromium',
      [...flags, '--remote-debugging-pipe', `--user-data-dir=${this.#folder}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const [, , , input, output] = this.#process.stdio;
    if (!(input instanceof Writable) || !(output instanceof Readable))
      throw new Error('chromium has no pipes');
    this.#input = input;
    this.#listen(output);
  }

  /** Opens a page, and evaluates an expression in it. */
  async look(url: string, { width, scheme }: Look, expression: string): Promise<Seen> {
    await this.#openTab();
    await this.#send('Emulation.setDeviceMetricsOverride', {
      width,
      height: 900,
      deviceScaleFactor: 1,
      mobile: width < 500,
    });
    await this.#send('Emulation.setScrollbarsHidden', { hidden: true });
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.#send('Emulation.setEmulatedMedia', { features });
    this.#events.length = 0;
    await this.#send('Page.navigate', { url });
    await this.#until('Page.loadEventFired');
    const evaluated = await this.#send('Runtime.evaluate', { expression, returnByValue: true });
    const shot = await this.#send('Page.captureScreenshot', { captureBeyondViewport: true });
    return {
      picture: Buffer.from(String(at(shot, 'data')), 'base64'),
      complaints: this.#told('Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'),
      requests: this.#told('Network.requestWillBeSent')
        .map((event) => String(at(JSON.parse(event), 'request', 'url')))
        .filter((asked) => asked !== url),
      value: at(evaluated, 'result', 'value'),
    };
  }

  /** Prints a page that was looked at as a PDF. */
  async print(): Promise<Buffer> {
    const printed = await this.#send('Page.printToPDF', { preferCSSPageSize: true, printBackground: true });
    return Buffer.from(String(at(printed, 'data')), 'base64');
  }

  /** Ends it. Its other processes follow it, and write to its folder until then. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20 });
  }

  async #openTab(): Promise<void> {
    if (this.#session !== undefined) return;
    const tab = await this.#send('Target.createTarget', { url: 'about:blank' });
    const opened = await this.#send('Target.attachToTarget', {
      targetId: at(tab, 'targetId'),
      flatten: true,
    });
    this.#session = String(at(opened, 'sessionId'));
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.#send(`${domain}.enable`, {});
  }

  #listen(output: Readable): void {
    let rest = '';
    output.setEncoding('utf8').on('data', (piece: string) => {
      const messages = (rest + piece).split('\0');
      rest = messages.pop() ?? '';
      for (const text of messages) this.#take(JSON.parse(text));
    });
  }

  #take(message: Message): void {
    if (message.id === undefined) this.#events.push(message);
    else this.#answers.get(message.id)?.(message);
  }

  async #send(method: string, params: object): Promise<unknown> {
    const id = ++this.#asked;
    const answer = new Promise<Message>((resolve) => this.#answers.set(id, resolve));
    const sessionId = method.startsWith('Target.') ? undefined : this.#session;
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async #until(method: string): Promise<void> {
    while (!this.#events.some((event) => event.method === method))
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  #told(...methods: readonly string[]): readonly string[] {
    return this.#events
      .filter(({ method }) => methods.includes(method ?? ''))
      .map(({ params }) => JSON.stringify(params));
  }
}

/** What stands in a value of another program's JSON. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([key]) => key === name)?.[1]
        : undefined,
    value,
  );
}
