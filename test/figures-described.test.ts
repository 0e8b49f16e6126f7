import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { textOf } from '../src/bytes.js';
import { projectFrom } from '../src/cli/command.js';
import { memoryLoader, toRdf } from '../src/csvw/csvw.js';
import { build } from '../src/pipeline.js';
import { lineOf } from '../src/rdf/nquads.js';
import { root, smallProject } from './support/gcm.js';

/** Other programs read the tables of figures by their description, and get the published statements. */

const folder = smallProject();
const { files = new Map<string, Uint8Array>(), problems } = await build(
  projectFrom({
    data: path.join(folder, 'data'),
    ontology: path.join(root, 'ontology'),
    queries: path.join(root, 'queries'),
  }),
);
const base = 'https://w3id.org/gcm-graph/';
const description = JSON.parse(textOf(files.get('figures.csvw.json') as Uint8Array));

/** The statements of all figures without their graph. */
const published = gunzipSync(files.get('figures.nq.gz') as Uint8Array)
  .toString()
  .replaceAll(` <${base}graph/observations> .`, ' .')
  .split('\n')
  .filter(Boolean);

/** Converts the described tables in a folder. */
async function statementsIn(place: string): Promise<string[]> {
  const tables = description.tables.filter(({ url }: { url: string }) => url.startsWith(place));
  const metadata = new TextEncoder().encode(JSON.stringify({ ...description, tables }));
  const lines = new Set<string>();
  const found = await toRdf(
    { url: `${base}some.json` },
    memoryLoader(new Map([...files, ['some.json', metadata]]), base),
    { isMinimal: true, hasProvenance: false },
    (subject, predicate, object) => lines.add(lineOf(subject, predicate, object, undefined).trimEnd()),
  );
  expect(found).toEqual([]);
  return [...lines].sort();
}

it('the project has no errors', () => expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]));

it('describes the files of all series', async () => {
  expect(published.length).toBeGreaterThan(50);
  expect(await statementsIn('data/')).toEqual([...published].sort());
});

it.each(['figures/areas/', 'figures/indicators/'])('describes the tables in %s', async (place) => {
  const ofSeries = published.filter((line) => line.includes(`<${base}cube/S`)); // the context series are not in these tables
  expect(await statementsIn(place)).toEqual(ofSeries.sort());
});
