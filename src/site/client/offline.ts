/**
 * The service worker of the workbench: it keeps the files of the page, so that the page works without a connection. With a
 * connection, the files always come from the server. The script of a language sets `kept` and then loads this script.
 */

/** The version of the release, and the addresses of its files. They are relative to the folder of the page. */
interface Kept {
  version: string;
  page: string;
  files: string[];
}

/** An event of a service worker, without the types of the DOM. */
interface WorkerEvent extends Event {
  request: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

interface WorkerScope {
  kept: Kept;
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const { version, page, files } = scope.kept;
const folder = scope.registration.scope;
const prefix = `gcm-graph ${folder} `;
const addresses = new Set([page, ...files].map((file) => new URL(file, folder).href));

scope.addEventListener('install', (event) => event.waitUntil(keepFiles().then(() => scope.skipWaiting())));
scope.addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => scope.clients.claim())));
scope.addEventListener('fetch', (event) => {
  const address = keptAddress(event.request);
  if (address === undefined) return;
  event.respondWith(
    fetch(event.request).catch(async (error: unknown) => {
      const found = await (await caches.open(prefix + version)).match(address);
      if (found) return found;
      throw error;
    }),
  );
});

/** The address of the kept file that answers a request. The folder is answered by its page. */
function keptAddress({ method, url }: Request): string | undefined {
  const address = new URL(url);
  address.search = '';
  address.hash = '';
  const { href } = address;
  const file = href === folder ? new URL(page, folder).href : href;
  return method === 'GET' && addresses.has(file) ? file : undefined;
}

async function keepFiles(): Promise<void> {
  const store = await caches.open(prefix + version);
  for (const address of addresses) {
    const answer = await fetch(address, { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    // A browser refuses a page that another address answered.
    const whole = answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer;
    await store.put(address, whole);
  }
}

async function forgetOthers(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(prefix) && name !== prefix + version) await caches.delete(name);
}
