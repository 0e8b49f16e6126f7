import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, gcmProcess, root, temporaryFolder } from '../support/gcm.js';
import { testDumps } from '../support/release-dumps.js';
import { fingerprint, realRelease, releaseWithFewFigures } from '../support/releases.js';

const release = await releaseWithFewFigures();
const out = path.dirname(release);
const dump = (extension: string): string => path.join(release, `gcm-sdg.${extension}`);
const manifest = () => JSON.parse(readFileSync(path.join(release, 'manifest.json'), 'utf8'));

describe('the release of the real data', () => {
  testDumps(release);

  it('jsonld contains objectives with nested targets and indicators', () => {
    const graph = JSON.parse(readFileSync(dump('jsonld'), 'utf8'))['@graph'] as Record<string, unknown>[];
    const ids = graph.map((node) => node['id']);
    expect(new Set(ids).size).toBe(ids.length); // one node per resource
    const objectives = graph.filter((node) => (node['type'] as string[]).includes('Objective'));
    expect(objectives).toHaveLength(23);
    const ten = objectives.find((node) => node['notation'] === '10') as { connectedTarget: Nested[] };
    expect(ten.connectedTarget.map(({ code }) => code[0]).sort()).toEqual([
      '10.7',
      '16.2',
      '16.3',
      '5.2',
      '8.7',
      '8.8',
    ]);
    const target = ten.connectedTarget.find(({ code }) => code[0] === '16.2') as Nested;
    expect(target.hasIndicator?.map(({ permanentCode }) => permanentCode)).toEqual(['C160201', 'C160202', 'C160203']);
  });

  it('flat tables contain every row', async () => {
    const text = (file: string): string => readFileSync(path.join(release, file), 'utf8');
    const count = async (file: string, format: string): Promise<number> =>
      Number((await gcm(['query', format, '--format', 'csv', '--out', out])).stdout.split('\r\n')[1]) -
      (text(file)
        .split('\n')
        .filter((line) => line && !line.startsWith('#')).length -
        1);
    expect(await count('links.sssom.tsv', 'SELECT (COUNT(?l) AS ?n) { ?l a gcm:Link }')).toBe(0);
    const pairs =
      'SELECT (COUNT(*) AS ?n) { ?o gcm:connectedTarget ?t . ?t sdgo:hasIndicator ?i . ?i skos:notation ?number FILTER(STRSTARTS(STR(?number), CONCAT(STRAFTER(STR(?t), "sdg/"), ".")) && DATATYPE(?number) = sdgo:SDGCodeCompact) }';
    expect(await count('objectives.csv', pairs)).toBe(0);
    expect(text('links.sssom.tsv')).toMatch(/^#sssom_version: "1\.1"\n/);
  });
});

interface Nested {
  code: string[];
  permanentCode: string;
  hasIndicator?: Nested[];
}

/** Programs in other languages share no code with the writers of the dumps. */
describe.each([
  ['rapper', 'ttl', ['-q', '-i', 'turtle', '-o', 'ntriples']],
  ['rapper', 'rdf', ['-q', '-i', 'rdfxml', '-o', 'ntriples']],
  ['serdi', 'ttl', ['-i', 'turtle', '-o', 'ntriples']],
  ['serdi', 'trig', ['-i', 'trig', '-o', 'nquads']],
])('%s reads %s', (program, extension, args) => {
  const isThere = spawnSync(program, ['-v']).error === undefined;
  it.skipIf(!isThere)(isThere ? 'completely' : 'is skipped: the program is not installed', () => {
    const { stdout, status } = spawnSync(program, [...args, dump(extension)], { encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(status).toBe(0);
    const { triples, quads } = manifest();
    expect(new Set(stdout.split('\n').filter(Boolean)).size).toBe(extension === 'trig' ? quads : triples);
  });
});

it('a release of the real data has the same bytes in another folder, directory order, time zone and locale', {
  timeout: 600_000,
}, async () => {
  const other = temporaryFolder();
  for (const folder of ['data', 'ontology', 'queries'])
    cpSync(path.join(root, folder), path.join(other, folder), { recursive: true });
  const env = { TZ: 'America/St_Johns', LC_ALL: 'zh_CN.UTF-8' };
  const node = ['--import', new URL('../support/reversed-folders.mjs', import.meta.url).href];
  expect(gcmProcess(['build'], { cwd: other, env, node }).code).toBe(0);
  const files = fingerprint(path.dirname(await realRelease()));
  expect(fingerprint(path.join(other, 'build'))).toEqual(files);
  expect(Object.keys(files).filter((file) => /figures(\/|\.nq|\.parquet)/.test(file)).length).toBeGreaterThan(960);
});
