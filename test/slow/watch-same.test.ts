import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gcmProcess, wholeProject } from '../support/gcm.js';
import { round, startWatch } from '../support/processes.js';
import { asyncProperty } from '../support/property.js';

/** An edit of a project. Two numbers choose the place. Returns the file with its new text. */
type Edit = (folder: string, a: number, b: number) => [file: string, text: string];

const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const pick = <T>(items: T[], i: number): T => items[i % items.length] as T;

/** Changes the rows of a sheet, of which the first is the header. */
const sheet =
  (change: (rows: string[][], b: number) => void): Edit =>
  (folder, a, b) => {
    const names = readdirSync(path.join(folder, 'data')).filter((name) => name.endsWith('.csv'));
    const file = `data/${pick(names.sort(), a)}`;
    const rows: string[][] = parse(read(folder, file), { relax_column_count: true });
    change(rows, b);
    return [file, stringify(rows)];
  };

const replace =
  (file: string, from: RegExp, to: string): Edit =>
  (folder) => [file, read(folder, file).replace(from, to)];

const rowOf = (rows: string[][], b: number): string[] => pick(rows.slice(1), b) ?? [];

const edits: Record<string, Edit> = {
  'another word in a cell': sheet((rows, b) => {
    const row = rowOf(rows, b);
    row[b % row.length] += ' more';
  }),
  "another row's value": sheet((rows, b) => {
    const row = rowOf(rows, b);
    row[b % row.length] = rowOf(rows, b + 1)[b % row.length] ?? '';
  }),
  'an empty cell': sheet((rows, b) => {
    const row = rowOf(rows, b);
    row[b % row.length] = '';
  }),
  'one row less': sheet((rows, b) => rows.splice(1 + (b % (rows.length - 1)), 1)),
  'another row': sheet((rows, b) => rows.splice(1 + (b % rows.length), 0, [`new${b}`, ...rowOf(rows, b).slice(1)])),
  'rows in another order': sheet((rows) => rows.push(...rows.splice(1, 1))),
  'a header renamed': sheet((rows, b) => {
    const header = rows[0] as string[];
    header[b % header.length] += 'x';
  }),
  'a broken reference': replace('data/links.csv', /,10\.7,/, ',10.77,'),
  'a fixed reference': replace('data/links.csv', /,10\.77,/, ',10.7,'),
  'a new version': (folder, a) => replace('data/dataset.csv', /\d+\.\d+\.\d+/, `0.${a}.0`)(folder, a, 0),
  'another title of a table': replace('data/tables.json', /"dc:title": "/, '"dc:title": "The '),
  'another graph for a table': replace('data/tables.json', /graph\/links"/, 'graph/edges"'),
  'a rule with fewer results': replace('queries/derive/10-broader.rq', /sdgo:isSeriesOf /, ''),
  'another severity': replace('queries/checks/names-in-six-languages.rq', /severity: warning/, 'severity: error'),
  'a rule that is not a query': replace('queries/derive/80-relevant-indicators.rq', /WHERE \{/, 'WHERE'),
  'an export without order': replace('queries/exports/objectives.rq', /^ORDER BY xsd.*$/m, ''),
  'another context': replace('ontology/context.jsonld', /"skos": "[^"]*",/, ''),
  'another frame': replace('ontology/frame.jsonld', /"@explicit": true,/, ''),
  'an invalid shape': replace('ontology/shapes.ttl', /sh:path/, 'sh:pat'),
  'a stricter shape': replace('ontology/shapes.ttl', /sh:minCount 1/, 'sh:minCount 2'),
};

/** Returns the hash of each file of a release. */
function hashes(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    files.map((file) => [path.relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

/** Returns VERSION-HASH, without the number of a second release with the same statements. */
const nameOf = (out: string): string => readlinkSync(path.join(out, 'current')).replace(/(-[0-9a-f]{12})-\d+$/, '$1');

const step = fc.record({
  name: fc.constantFrom(...Object.keys(edits)),
  a: fc.nat(99),
  b: fc.nat(99),
  isUndone: fc.nat(4).map((i) => i > 0), // most edits break something, and lasting errors would hide others
});

it('publishes and reports the same as a separate build after any edits', {
  timeout: 900_000,
}, async () => {
  const anySteps = fc.noShrink(fc.array(step, { minLength: 12, maxLength: 12 })); // a run takes a minute
  await asyncProperty(anySteps, 2, async (steps) => {
    const folder = wholeProject();
    const watching = startWatch(folder, ['--report', 'json=watched.json']);
    await watching.told(round);
    let published = 0;
    const compare = async (): Promise<void> => {
      const line = await watching.told(round);
      rmSync(path.join(folder, 'cold'), { recursive: true, force: true });
      const cold = gcmProcess(['build', '--no-site', '--out', 'cold', '--report', 'json=cold.json'], { cwd: folder });
      const hasPublished = existsSync(path.join(folder, 'cold/current'));
      expect(line.startsWith('Published')).toBe(hasPublished);
      if (line.startsWith('gcm: ')) expect(cold.stderr).toContain(line);
      else expect(read(folder, 'watched.json')).toBe(read(folder, 'cold.json'));
      if (!hasPublished) return;
      published++;
      expect(nameOf(path.join(folder, 'build'))).toBe(nameOf(path.join(folder, 'cold')));
      expect(hashes(path.join(folder, 'build/current'))).toEqual(hashes(path.join(folder, 'cold/current')));
    };
    for (const [i, { name, a, b, isUndone }] of steps.entries()) {
      const [file, text] = (edits[name] as Edit)(folder, a, b);
      const before = read(folder, file);
      writeFileSync(path.join(folder, file), text);
      await compare();
      if (!isUndone && i > 0) continue; // always undoes the first edit, so that something is published
      writeFileSync(path.join(folder, file), before);
      await compare();
    }
    await watching.end('SIGINT');
    expect(published).toBeGreaterThan(0);
  });
});
