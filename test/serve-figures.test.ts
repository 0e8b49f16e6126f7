import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, smallProject } from './support/gcm.js';
import { releaseOf } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';

let release = '';
let server: Serving;
beforeAll(async () => {
  const project = smallProject();
  appendFileSync(
    path.join(project, 'data/areas.csv'),
    '404,Kenya,Kenya,Kenya,كينيا,肯尼亚,Кения,country,001,,KE,KEN,,\n',
  );
  // The graph contains only the newest of these figures.
  appendFileSync(path.join(project, 'data/figures/SM_POP_REFG_OR.csv'), '404,2018,1,N\n404,2019,2,N\n404,2020,3,N\n');
  release = await releaseOf(project, '--no-site');
  server = await serveRelease(release, { workers: 1 });
});

async function askServer(query: string, ...figures: string[]): Promise<string> {
  const parameters = new URLSearchParams({ query });
  for (const name of figures) parameters.append('figures', name);
  const response = await fetch(`${server.address}sparql?${parameters}`, { headers: { accept: 'text/csv' } });
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll('\r\n', '\n');
}

async function askCommand(query: string, ...figures: string[]): Promise<string> {
  const named = figures.length > 0 ? ['--figures', ...figures] : [];
  const args = ['query', '--out', path.dirname(release), '--format', 'csv', query, ...named];
  const { code, stdout, stderr } = await gcm(args);
  expect(code, stderr).toBe(0);
  return stdout.replaceAll('\r\n', '\n');
}

const inGraphs = `PREFIX qb: <http://purl.org/linked-data/cube#> SELECT ?graph (COUNT(?figure) AS ?figures) {
  GRAPH ?graph { ?figure a qb:Observation } } GROUP BY ?graph`;
const inAll = 'SELECT ?graph (COUNT(*) AS ?statements) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph';

describe('figures that a query adds', () => {
  const answer = (figures: number): string =>
    `graph,figures\nhttps://w3id.org/gcm-graph/graph/observations,${figures}\n`;

  it('are in the graph of the other figures, on the server and on the command line', async () => {
    const few = Number(/\d+$/m.exec(await askServer(inGraphs))?.[0]);
    for (const ask of [askServer, askCommand]) {
      expect(await ask(inGraphs)).toBe(answer(few));
      expect(await ask(inGraphs, 'SM_POP_REFG_OR')).toBe(answer(few + 2));
    }
  });

  it('are removed afterwards, and the other figures remain', async () => {
    const before = await askCommand(inAll);
    for (const round of [1, 2, 3]) {
      expect(await askServer(`${inAll} # ${round}`, 'SM_POP_REFG_OR')).not.toBe(before);
      expect(await askServer(`${inAll} # ${round}`)).toBe(before);
    }
  });
});
