import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import type { NamedFile, Order } from '../../src/site/workbench/messages.js';
import { root } from './gcm.js';

/** A page with a worker of the workbench in a browser. */
export interface WorkbenchPage {
  /** Sends an order to the worker, with the files of the server in this folder: "/case/01-bom". Returns its result or fault. */
  ask(order: Order | { order: 'open'; site: string; withFigures: boolean; folder: string }): Promise<unknown>;
  close(): Promise<void>;
}

/** The browsers that are installed. */
export const browsers = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync),
};

/** The policy of the page. */
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** A server of the assets and of other files. A folder of dropped files is sent as one file. */
export interface WorkbenchServer {
  address: string;
  requests: string[];
  close(): void;
}

/** Starts a server. `contentOf` returns the content of a path that is not an asset. */
export async function startServer(
  contentOf: (path: string) => Uint8Array | readonly NamedFile[] | undefined,
): Promise<WorkbenchServer> {
  const requests: string[] = [];
  const server: Server = createServer(({ url = '' }, response) => {
    requests.push(url);
    const asset = path.join(root, 'dist/site', url);
    const own = contentOf(url);
    const found = !own && url.startsWith('/assets/') && existsSync(asset) ? readFileSync(asset) : own;
    const content = found instanceof Uint8Array || !found ? found : joined(found);
    const type = url === '/' ? 'text/html' : url.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
    response.writeHead(url === '/' || content ? 200 : 404, {
      'content-type': type,
      'content-security-policy': policy,
    });
    response.end(content ?? '');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, requests, close: () => void server.close() };
}

/** Files as one: the length of a list of names and sizes, the list, and the contents. */
function joined(files: readonly NamedFile[]): Uint8Array {
  const list = Buffer.from(JSON.stringify(files.map(({ path, bytes }) => [path, bytes.length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  return Buffer.concat([length, list, ...files.map(({ bytes }) => bytes)]);
}

/** Runs in the page: sends an order to the worker, which the first order starts. */
const askWorker = async (order: Record<string, unknown>): Promise<unknown> => {
  const scope = globalThis as unknown as {
    bench?: BrowserWorker;
    reader?: BrowserWorker;
    Worker: new (url: string, how: object) => BrowserWorker;
  };
  const worker = scope.bench ?? new scope.Worker('/assets/workbench-worker.js', { type: 'module' });
  scope.bench = worker;
  let files: NamedFile[] = [];
  if (typeof order['folder'] === 'string') {
    const bytes = await (await fetch(order['folder'])).arrayBuffer();
    let at = 4 + new DataView(bytes).getUint32(0, true);
    const list = JSON.parse(new TextDecoder().decode(bytes.slice(4, at))) as [string, number][];
    files = list.map(([path, length]) => {
      at += length;
      return { path, bytes: new Uint8Array(bytes, at - length, length) };
    });
  }
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }) => {
      if ('reader' in data) {
        scope.reader?.terminate();
        if (data.reader) {
          scope.reader = new scope.Worker('/assets/workbench-read-worker.js', { type: 'module' });
          scope.reader.postMessage(data.reader, [data.reader]);
        }
      } else if (data.step === undefined) resolve(data.fault === undefined ? data.result : { fault: data.fault });
    };
    worker.postMessage({ id: 1, ...order, ...(order['order'] === 'open' && { files }) });
  });
};

interface BrowserWorker {
  onerror: (event: { message: string }) => void;
  onmessage: (event: { data: { step?: string; result?: unknown; fault?: string; reader?: MessagePort } }) => void;
  postMessage(message: unknown, transferred?: MessagePort[]): void;
  terminate(): void;
}

/** Opens a page of the server in a browser. */
export async function openPage(name: keyof typeof browsers, { address }: WorkbenchServer): Promise<WorkbenchPage> {
  const executablePath = browsers[name] as string;
  if (name === 'chromium') {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.goto(address);
    return { ask: (order) => page.evaluate(askWorker, { ...order }), close: () => browser.close() };
  }
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    protocolTimeout: 600_000,
  });
  const page = await browser.newPage();
  await page.goto(address);
  return { ask: (order) => page.evaluate(askWorker, { ...order }), close: () => browser.close() };
}
