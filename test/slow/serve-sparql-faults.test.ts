import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServer } from '../support/processes.js';
import { heavyRelease } from '../support/releases.js';
import { refusal } from '../support/sparql.js';

/** Queries that would take too much time or memory, or crash the engine. */
const doubled = Array.from({ length: 40 }, (_, i) => `BIND(CONCAT(?t${i}, ?t${i}) AS ?t${i + 1})`).join(' ');
const replaced = `${'REPLACE('.repeat(12)}"aaaaaaaaaaaaaaaa"${', "a", "aaaaaaaaaaaaaaaa")'.repeat(12)}`;
const pattern = (i: number): string => `?s <p${i}> ?o${i} .`;
const faults: Record<string, string> = {
  '20,000 nested brackets': `SELECT (${'('.repeat(20_000)}1${')'.repeat(20_000)} AS ?x) {}`,
  '1,000 OPTIONAL': `SELECT * { ?s ?p ?o ${'OPTIONAL { ?s ?p ?o } '.repeat(1000)} }`,
  '5,000 ||': `SELECT * { ?s ?p ?o FILTER(${'?o = 1 || '.repeat(5000)} ?o = 2) }`,
  '200 triples to join': `SELECT * { ${Array.from({ length: 200 }, (_, i) => pattern(i)).join(' ')} }`,
  'a product of three, counted': 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
  'a product of three, sorted': 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?i',
  'a product of two, distinct': 'SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(?f)',
  'a regular expression with much backtracking': `SELECT (COUNT(*) AS ?n) { ?a <text> ?c . ?d <text> ?f FILTER(REGEX(CONCAT(?c, ?f), "^(([a-z])+.)+[A-Z]([a-z])+$")) }`,
  'GROUP_CONCAT of gigabytes': 'SELECT (GROUP_CONCAT(CONCAT(?c, ?f)) AS ?x) { ?a <text> ?c . ?d <text> ?f }',
  'CONCAT of gigabytes': `SELECT ?t40 { BIND("aaaaaaaaaa" AS ?t0) ${doubled} }`,
  'REPLACE to gigabytes': `SELECT (STRLEN(${replaced}) AS ?n) {}`,
  'a path through the whole graph': 'SELECT (COUNT(*) AS ?n) { ?s (!<urn:x>)* ?o }',
  'a path in a path': 'SELECT (COUNT(*) AS ?n) { ?s ((!<urn:x>)*/(!<urn:y>)+)* ?o }',
};

const [times, atOnce, timeout] = [20, 2, 1]; // 1 s is the least timeout

let server: ServerProcess;
let before: number;
beforeAll(async () => {
  server = await startServer(heavyRelease(), ['--timeout', '5']);
  for (let i = 0; i < 20; i++) await asked('ASK { ?s ?p ?o }');
  before = server.memory();
});

async function asked(query: string, limit = timeout): Promise<{ response: Response; milliseconds: number }> {
  const start = performance.now();
  const body = new URLSearchParams({ query, timeout: String(limit) });
  const response = await fetch(`${server.address}sparql`, { method: 'POST', body });
  return { response, milliseconds: performance.now() - start };
}

/** Measures the response times of /health until the returned function is called. */
function watchHealth(): () => Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const start = performance.now();
      expect((await fetch(`${server.address}health`)).status).toBe(200);
      times.push(performance.now() - start);
      await sleep(20);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return times;
  };
}

/** Checks that a share of the times is below a limit in milliseconds, and prints the median and the maximum. */
function expectMost(what: string, times: number[], most: number, share = 1): void {
  times.sort((a, b) => a - b);
  console.log(`${what}: ${times[times.length >> 1]?.toFixed(0)} ms median, ${times.at(-1)?.toFixed(0)} ms maximum`);
  expect(times[Math.ceil(times.length * share) - 1]).toBeLessThan(most);
}

describe('a harmful query', () => {
  it.each(Object.keys(faults))('does not affect other requests: %s', { retry: 2 }, async (name) => {
    const [refused, next]: [number[], number[]] = [[], []];
    const stop = watchHealth();
    try {
      for (let done = 0; done < times; done += atOnce) {
        const all = await Promise.all(Array.from({ length: atOnce }, () => asked(faults[name] as string)));
        for (const { response, milliseconds } of all) {
          const [status] = await refusal(response);
          expect([400, 422, 503]).toContain(status);
          if (status === 503) expect(response.headers.get('retry-after')).toBe('2');
          refused.push(milliseconds);
        }
        const { response, milliseconds } = await asked(`ASK {} # ${performance.now()}, not cached`, 5);
        expect(response.status).toBe(200);
        next.push(milliseconds);
      }
    } finally {
      const health = await stop();
      // Allows a few slow answers, because other processes share the cores.
      expectMost('health checks', health, 100, 0.95);
    }
    expectMost('refusals', refused, (timeout + 0.5) * 1000);
    expectMost('next queries', next, 1000);
  });

  it('leaves nothing in memory', async () => {
    const most = before * 1.1 + 30;
    for (let second = 0; server.memory() > most && second < 20; second++) await sleep(1000);
    console.log(`resident memory: ${before.toFixed(0)} MB before, ${server.memory().toFixed(0)} MB after`);
    expect(server.memory()).toBeLessThan(most);
  });

  it('cannot take more memory than the limit of the engine, even with a long timeout', async () => {
    server = await startServer(heavyRelease(), ['--workers', '1', '--timeout', '30']);
    expect((await asked('ASK {}', 30)).response.status).toBe(200);
    const idle = server.memory();
    const { response } = await asked(faults['CONCAT of gigabytes'] as string, 30);
    expect((await refusal(response))[0]).toBe(422);
    console.log(`${idle.toFixed(0)} MB idle, ${server.mostMemory().toFixed(0)} MB maximum`);
    expect(server.mostMemory()).toBeLessThan(idle + 256 + 64);
  });
});
