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

/** An edit of a project: two numbers choose where; it returns the file with its new text. */
type Edit = (folder: string, a: number, b: number) => [file: string, text: string];

const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const pick = <T>(items: T[], i: number): T => items[i % items.length] as T;

/** A change to the rows of some sheet; the first is its header. */
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
  'a word more in a cell': sheet((rows, b) => {
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
  'a row less': sheet((rows, b) => rows.splice(1 + (b % (rows.length - 1)), 1)),
  'a row more': sheet((rows, b) => rows.splice(1 + (b % rows.length), 0, [`new${b}`, ...rowOf(rows, b).slice(1)])),
  'rows in another order': sheet((rows) => rows.push(...rows.splice(1, 1))),
  'a header renamed': sheet((rows, b) => {
    const header = rows[0] as string[];
    header[b % header.length] += 'x';
  }),
  'a broken reference': replace('data/links.csv', /,10\.7,/, ',10.77,'),
  'a reference mended': replace('data/links.csv', /,10\.77,/, ',10.7,'),
  'a new version': (folder, a) => replace('data/dataset.csv', /\d+\.\d+\.\d+/, `0.${a}.0`)(folder, a, 0),
  'another title of a table': replace('data/tables.json', /"dc:title": "/, '"dc:title": "The '),
  'another graph for a table': replace('data/tables.json', /graph\/links"/, 'graph/edges"'),
  'a rule that makes less': replace('queries/derive/10-broader.rq', /sdgo:isSeriesOf /, ''),
  'another severity': replace('queries/checks/names-in-six-languages.rq', /severity: warning/, 'severity: error'),
  'a rule that is no query': replace('queries/derive/80-measured-by.rq', /WHERE \{/, 'WHERE'),
  'an export without order': replace('queries/exports/objectives.rq', /^ORDER BY xsd.*$/m, ''),
  'another context': replace('ontology/context.jsonld', /"skos": "[^"]*",/, ''),
  'another frame': replace('ontology/frame.jsonld', /"@explicit": true,/, ''),
  'a shape that is none': replace('ontology/shapes.ttl', /sh:path/, 'sh:pat'),
  'a shape that asks for more': replace('ontology/shapes.ttl', /sh:minCount 1/, 'sh:minCount 2'),
};

/** Everything of a release by name: the hash of each file. */
function hashes(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    files.map((file) => [path.relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

/** VERSION-HASH, without the number that it gets where the same statements were published in another form before. */
const nameOf = (out: string): string => readlinkSync(path.join(out, 'current')).replace(/(-[0-9a-f]{12})-\d+$/, '$1');

const step = fc.record({
  name: fc.constantFrom(...Object.keys(edits)),
  a: fc.nat(99),
  b: fc.nat(99),
  isUndone: fc.nat(4).map((i) => i > 0), // most edits break something, and what is broken for good hides the rest
});

it('after any edits, what the watch published and told is what a build of its own makes', {
  timeout: 900_000,
}, async () => {
  const anySteps = fc.noShrink(fc.array(step, { minLength: 12, maxLength: 12 })); // a run takes a minute
  await asyncProperty(anySteps, 2, async (steps) => {
    const folder = wholeProject();
    const watching = startWatch(folder, ['--report', 'json=told.json']);
    await watching.told(round);
    let published = 0;
    const hold = async (): Promise<void> => {
      const line = await watching.told(round);
      rmSync(path.join(folder, 'cold'), { recursive: true, force: true });
      const cold = gcmProcess(['build', '--no-site', '--out', 'cold', '--report', 'json=cold.json'], { cwd: folder });
      const hasPublished = existsSync(path.join(folder, 'cold/current'));
      expect(line.startsWith('published')).toBe(hasPublished);
      if (line.startsWith('gcm: ')) expect(cold.stderr).toContain(line);
      else expect(read(folder, 'told.json')).toBe(read(folder, 'cold.json'));
      if (!hasPublished) return;
      published++;
      expect(nameOf(path.join(folder, 'build'))).toBe(nameOf(path.join(folder, 'cold')));
      expect(hashes(path.join(folder, 'build/current'))).toEqual(hashes(path.join(folder, 'cold/current')));
    };
    for (const [i, { name, a, b, isUndone }] of steps.entries()) {
      const [file, text] = (edits[name] as Edit)(folder, a, b);
      const before = read(folder, file);
      writeFileSync(path.join(folder, file), text);
      await hold();
      if (!isUndone && i > 0) continue; // the first one always, so that something is published
      writeFileSync(path.join(folder, file), before);
      await hold();
    }
    await watching.end('SIGINT');
    expect(published).toBeGreaterThan(0);
  });
});
