// npm run bench:serve: sends the saved queries to gcm serve, to Comunica with the same dump, and to Virtuoso if
// installed. Also tests gcm serve with 200 and 1,000 clients, and checks that no client gets the answer of another.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { hasVirtuoso, startVirtuoso } from './virtuoso.mjs';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const seconds = Number(process.argv[2] ?? 20);
const release = at('build/current');
const { name, base } = JSON.parse(readFileSync(`${release}/manifest.json`, 'utf8'));
const dump = `${release}/${name}.nq`;
const queries = readdirSync(at('queries/examples')).map(
  (file) => `BASE <${base}>\n${readFileSync(at(`queries/examples/${file}`), 'utf8')}`,
);
const asked = queries.map((query) => ({ path: `/sparql?query=${encodeURIComponent(query)}`, method: 'GET' }));
let questions = 0;
/** The same queries with a unique comment, so that no server can cache the answer. */
const askedOnce = asked.map(({ path, method }) => ({
  setupRequest: (request) => ({ ...request, method, path: `${path}%0A%23${questions++}` }),
}));
const headers = { accept: 'application/sparql-results+json' };

/** Waits until the endpoint answers, and returns how long that took. */
async function answers(url, begin) {
  for (;;) {
    try {
      if ((await fetch(`${url}/sparql?query=${encodeURIComponent('ASK {}')}`)).ok) return performance.now() - begin;
    } catch {
      // still starting
    }
    await new Promise((wait) => setTimeout(wait, 10));
  }
}

async function startOurs() {
  const begin = performance.now();
  const options = ['serve', '--port', '0', '--rate', '0', '--max-results', '100000'];
  const child = spawn(process.execPath, [at('dist/cli/gcm.js'), ...options], {
    cwd: at('.'),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const url = line.replace(/\/$/, '');
  const cold = await answers(url, begin);
  return { url, cold, pid: child.pid, stop: () => child.kill() };
}

/** Comunica reads only from the web, so gcm serve provides the dump. */
async function startComunica() {
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(
    process.execPath,
    [
      at('node_modules/@comunica/query-sparql/bin/http.js'),
      `${ours.url}/${name}.nt`,
      '-p',
      String(port),
      '-t',
      '120',
      '-w',
      '2',
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(url, 0);
  return { url, stop: () => child.kill() };
}

async function startLoadedVirtuoso() {
  const store = await startVirtuoso();
  const { status, stderr } = spawnSync(
    process.execPath,
    [at('dist/cli/gcm.js'), 'push', store.graphStore, dump, '--protocol', 'graph-store'],
    {
      cwd: at('.'),
      encoding: 'utf8',
      env: { ...process.env, GCM_PUSH_USER: store.user, GCM_PUSH_PASSWORD: store.password },
    },
  );
  if (status !== 0) throw new Error(stderr);
  return { url: store.query.replace(/\/sparql$/, ''), stop: () => store.close() };
}

const residentMegabytes = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/**
 * Sends the saved queries from eight clients. Returns answers per second, the 99th percentile in milliseconds, and the number
 * of connections that failed or got no answer within `timeout` seconds.
 */
async function load(url, { requests = asked, connections = 8, duration = seconds, timeout = 120 } = {}) {
  const result = await autocannon({ url, connections, duration, requests, headers, timeout });
  const { latency, errors, statusCodeStats: statuses = {} } = result;
  return { rate: result['2xx'] / result.duration, p99: latency.p99, statuses, failed: errors };
}

const show = (label, { rate, p99 }) => console.log(`${label}: ${rate.toFixed(1)} answers/s, p99 ${p99} ms`);

/** Sends many different queries in parallel, and counts the wrong answers. */
async function crossed(url, count = 10_000, clients = 50) {
  let next = 0;
  let wrong = 0;
  const client = async () => {
    while (next < count) {
      const id = `q${next++}`;
      const query = encodeURIComponent(`SELECT ("${id}" AS ?id) {}`);
      const answer = await (await fetch(`${url}/sparql?query=${query}`, { headers })).json();
      if (answer.results.bindings[0]?.id.value !== id) wrong++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return wrong;
}

const ours = await startOurs();
console.log(`cold start until the first answer ${ours.cold.toFixed(0)} ms (limit 1000)`);
await new Promise((wait) => setTimeout(wait, 2000));
console.log(`idle ${residentMegabytes(ours.pid).toFixed(0)} MB (limit 800)`);
const own = await load(ours.url);
show('gcm serve', own);
const uncached = await load(ours.url, { requests: askedOnce });
show('  uncached queries', uncached);
const many = await load(ours.url, { connections: 200, duration: 30 });
show('gcm serve, 200 clients for 30 s', many);
const others = Object.keys(many.statuses).filter((status) => !['200', '503'].includes(status));
console.log(`statuses ${JSON.stringify(many.statuses)}`);
const thousand = await load(ours.url, { connections: 1000, timeout: 20 });
show('gcm serve, 1,000 connections', thousand);
console.log(`connections that failed or waited for 20 s: ${thousand.failed}`);
const wrong = await crossed(ours.url);
console.log(`wrong answers in 10,000: ${wrong}`);

const peers = [['Comunica', startComunica]];
if (hasVirtuoso) peers.push(['Virtuoso', startLoadedVirtuoso]);
else console.log('Virtuoso is not installed');
const slower = [];
for (const [label, start] of peers) {
  const peer = await start();
  const result = await load(peer.url);
  if (result.rate === 0) throw new Error(`${label} gave no answers: ${JSON.stringify(result.statuses)}`);
  show(label, result);
  console.log(
    `  × ${(own.rate / result.rate).toFixed(1)} the answers, ${(own.p99 / result.p99).toFixed(3)} of the p99`,
  );
  show('  uncached queries', await load(peer.url, { requests: askedOnce }));
  if (own.p99 >= result.p99 || (label === 'Comunica' && own.rate < 10 * result.rate)) slower.push(label);
  await peer.stop();
}
ours.stop();
if (others.length > 0 || thousand.failed > 0 || wrong > 0 || slower.length > 0) process.exitCode = 1;
