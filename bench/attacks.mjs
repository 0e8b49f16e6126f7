// Attacks on a server, each from one or more addresses of this machine: node bench/attacks.mjs KIND URL ADDRESS…
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Published limit of requests per client and minute, plus 10 %. */
const mostPerMinute = 660;
const bodyBytes = 399_000;
let questions = 0;
const unique = (text) => `${text} # ${process.pid} ${questions++}`;
const slowQuery = () => unique(`SELECT (COUNT(*) AS ?n${questions}) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }`);
const bigQuery = () => unique(`SELECT (CONCAT(STR(?s), "${'x'.repeat(1300)}") AS ?t) { ?s ?p ?o } LIMIT 10000`);
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const dumps = ['gcm-sdg.nq', 'gcm-sdg.ttl', 'gcm-sdg.jsonld', 'gcm-sdg.rdf'];
/** A form with 50 texts of 1,000 characters. */
const longBatch = () => {
  const query = 'migration people rights '.repeat(42).slice(0, 1000);
  const batch = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [`q${i}`, { query: `${questions++} ${query}` }]),
  );
  return new URLSearchParams({ queries: JSON.stringify(batch) }).toString();
};
const pathOf = (query, more = '') => `/sparql?query=${encodeURIComponent(query)}${more}`;

/** Sends a request and reads the answer. Never fails. */
function ask({ url, address }, path, headers = {}, body = undefined) {
  return new Promise((resolve) => {
    const sent = request(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      localAddress: address,
      agent: false,
      headers,
    });
    sent.on('response', (response) => response.resume().on('close', () => resolve(response.statusCode)));
    sent.on('error', () => resolve(0)).end(body);
  });
}

/** Opens a connection and keeps it open. */
function open({ url, address }, text = '') {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: address });
  socket.on('error', () => {});
  if (text !== '') socket.write(text);
  return socket;
}

/** Calls `act` so that it happens at most `perMinute` times in a minute. */
async function repeat(act, perMinute = mostPerMinute) {
  for (;;) {
    void act();
    await sleep(60_000 / perMinute);
  }
}

/** Keeps `count` connections, and opens a closed one again if the rate permits. */
async function keep(count, start) {
  const sockets = Array.from({ length: count }, start);
  let next = 0;
  await repeat(() => {
    next = (next + 1) % count;
    if (sockets[next].closed) sockets[next] = start();
  });
}

const post = `POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: ${bodyBytes}\r\n\r\n`;

async function readSlowly(target, path) {
  const socket = open(target, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).pause();
  const reading = setInterval(() => socket.read(4096), 5000);
  socket.on('close', () => clearInterval(reading));
  return socket;
}

function writeSlowly(target, text) {
  const socket = open(target, text).resume();
  const writing = setInterval(() => socket.write('x'), 1000);
  socket.on('close', () => clearInterval(writing));
  return socket;
}

/** Reads slowly on 14 connections, and opens a closed one again. */
async function slowReaders(target, count = 14) {
  for (let i = 0; i < count; i++)
    void (async () => {
      for (;;) {
        const socket = await readSlowly(target, pathOf(bigQuery()));
        await new Promise((resolve) => socket.on('close', resolve));
        await sleep((count * 60_000) / mostPerMinute);
      }
    })();
}

const flood = (count) => (target) =>
  keep(count, () => open(target, 'GET /site/en/ HTTP/1.1\r\nHost: x\r\n\r\n').resume());

export const attacks = {
  'no attack': () => {},
  'held bodies': (target) => keep(590, () => open(target, post + ' '.repeat(bodyBytes - 1000)).resume()),
  'slow readers': slowReaders,
  'slow writers': (target) => keep(200, () => writeSlowly(target, questions++ % 2 ? post : 'GET / HTTP/1.1\r\nX: ')),
  'one slow query per second': (target) => repeat(() => ask(target, pathOf(slowQuery())), 60),
  'slow queries at the rate limit': (target) => repeat(() => ask(target, pathOf(slowQuery()))),
  'bursts of unique queries': (target) =>
    repeat(() => {
      for (let i = 0; i < 110; i++) void ask(target, pathOf(unique('SELECT * { ?s ?p ?o } LIMIT 100')));
    }, mostPerMinute / 110),
  'tiny timeouts': (target) => repeat(() => ask(target, pathOf(slowQuery(), '&timeout=0.03'))),
  '1,000 connections': flood(1000),
  '2,000 connections': flood(2000),
  'reconciliation of long names': (target) => repeat(() => ask(target, '/reconcile', form, longBatch())),
  'searches for letters': (target) =>
    repeat(() => ask(target, `/search?q=${encodeURIComponent([...'abcdefghijklmnop'].join(' '))}${questions++}`)),
  'compressed dumps': (target) =>
    repeat(() => ask(target, `/${dumps[questions++ % dumps.length]}`, { 'accept-encoding': 'br' })),
  'large graphs': (target) => repeat(() => ask(target, '/graph/observations')),
  'pipelined dumps': (target) =>
    keep(5, () => open(target, `GET /${dumps[0]} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(100)).pause()),
  'aborted documents': (target) =>
    repeat(() => {
      const socket = open(target, `GET /ontology.trig?${questions++} HTTP/1.1\r\nHost: x\r\n\r\n`);
      setTimeout(() => socket.destroy(), 5);
    }),
  'big results': (target) => repeat(() => ask(target, pathOf(bigQuery()))),
  mixed: (target) => {
    void slowReaders(target, 5);
    void keep(100, () => open(target, post + ' '.repeat(bodyBytes - 1000)).resume());
    void repeat(() => ask(target, pathOf(slowQuery())), 60);
    void repeat(() => ask(target, pathOf(slowQuery(), '&timeout=0.03')), 120);
    void repeat(() => ask(target, pathOf(bigQuery())), 120);
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, url, ...addresses] = process.argv.slice(2);
  for (const address of addresses) void attacks[kind]({ url, address });
}
