import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import type { Findings, NamedFile } from '../../src/site/workbench/messages.js';
import { root } from './gcm.js';
import { packsOf } from './workbench.js';

/** A page with a worker of the workbench in a browser. */
export interface WorkbenchPage {
  /** Drops files on the page of a site. Throws the fault of the worker. */
  drop(site: string, files: readonly NamedFile[], withFigures?: boolean): Promise<Findings>;
  /** Returns the report of the last check. */
  report(): Promise<string>;
  close(): Promise<void>;
}

/** A project with its ontology and queries, and the files that its site has for the workbench. */
export interface Published {
  folder: string;
  packs: Map<string, Uint8Array>;
}

/** Publishes a project that has no ontology and queries: it gets the ontology of this checkout, and these queries. */
export async function publish(folder: string, queries = path.join(root, 'queries')): Promise<Published> {
  symlinkSync(path.join(root, 'ontology'), path.join(folder, 'ontology'));
  symlinkSync(queries, path.join(folder, 'queries'));
  return { folder, packs: await packsOf(folder) };
}

/** The browsers that are installed. */
export const browsers = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync),
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync),
};

/** The policy of the page. */
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** A server of sites by name. Dropped files are sent as one file. */
export interface WorkbenchServer {
  address: string;
  requests: string[];
  /** Keeps dropped files, and returns their path. */
  keep(files: readonly NamedFile[]): string;
  close(): void;
}

/** Starts a server. `replacedAsset` returns another content of a path. */
export async function startServer(
  sites: Record<string, Published>,
  replacedAsset: (path: string) => Uint8Array | undefined = () => undefined,
): Promise<WorkbenchServer> {
  const requests: string[] = [];
  const dropped: Uint8Array[] = [];
  const contentOf = (url: string): Uint8Array | undefined => {
    const [, folder = '', name = ''] = url.split('/');
    if (folder === 'dropped') return dropped[Number(name)];
    const asset = path.join(root, 'dist/site', url);
    if (folder === 'assets') return replacedAsset(url) ?? (existsSync(asset) ? readFileSync(asset) : undefined);
    return sites[folder]?.packs.get(url.slice(folder.length + 2));
  };
  const server: Server = createServer(({ url = '' }, response) => {
    requests.push(url);
    const content = contentOf(url);
    const type = url === '/' ? 'text/html' : url.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
    response.writeHead(url === '/' || content ? 200 : 404, {
      'content-type': type,
      'content-security-policy': policy,
    });
    response.end(content ?? '');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    requests,
    keep: (files) => `/dropped/${dropped.push(joined(files)) - 1}`,
    close: () => void server.close(),
  };
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
  if (typeof order['dropped'] === 'string') {
    const bytes = await (await fetch(order['dropped'])).arrayBuffer();
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
      } else if (data.step === undefined) resolve(data);
    };
    worker.postMessage({ id: 1, ...order, ...(order['order'] === 'open' && { files }) });
  });
};

/** The last answer of the worker to an order. */
interface Ended {
  result?: unknown;
  fault?: string;
  bug?: string;
}

interface BrowserWorker {
  onerror: (event: { message: string }) => void;
  onmessage: (event: { data: Ended & { step?: string; reader?: MessagePort } }) => void;
  postMessage(message: unknown, transferred?: MessagePort[]): void;
  terminate(): void;
}

/** Opens a page of the server in a browser. */
export async function openPage(name: keyof typeof browsers, server: WorkbenchServer): Promise<WorkbenchPage> {
  const executablePath = browsers[name] as string;
  const browser =
    name === 'chromium'
      ? await chromium.launch({ executablePath, args: ['--no-sandbox'] })
      : await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, protocolTimeout: 600_000 });
  const page = (await browser.newPage()) as Page; // both have what is needed
  await page.goto(server.address);
  const ask = async (order: object): Promise<unknown> => {
    const { result, fault, bug } = (await page.evaluate(askWorker, { ...order })) as Ended;
    if (fault ?? bug) throw new Error(fault ?? bug);
    return result;
  };
  return {
    drop: (site, files, withFigures = false) =>
      ask({
        order: 'open',
        site: `${server.address}${site}/`,
        withFigures,
        dropped: server.keep(files),
      }) as Promise<Findings>,
    report: () => ask({ order: 'report' }) as Promise<string>,
    close: () => browser.close(),
  };
}
