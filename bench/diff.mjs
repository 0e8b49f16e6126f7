// npm run bench:diff: compares two generated releases of a million triples each, with gcm diff and with `sort` and
// `comm`. The ratio within a round counts. The releases differ in 1 of 100 figures and 1 of 100 names, or completely.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const gcm = here('../dist/cli/gcm.js');
const { values: options } = parseArgs({
  options: {
    triples: { type: 'string', default: '1' }, // millions
    runs: { type: 'string', default: '5' },
    folder: { type: 'string', default: os.tmpdir() },
  },
});
const rounds = Number(options.runs);
const folder = mkdtempSync(path.join(options.folder, 'gcm-bench-diff-'));

const base = 'https://example.org/bench/';
const skos = 'http://www.w3.org/2004/02/skos/core#';
const gcmTerms = 'https://w3id.org/gcm-graph/ontology#';
const type = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';
const sdmx = 'http://purl.org/linked-data/sdmx/2009/';
const typed = (value, name) => `"${value}"^^<http://www.w3.org/2001/XMLSchema#${name}>`;

/** Generates blocks of 70 statements: one concept with 7 and nine figures with 7 each. */
function* statements(count, edition, seed) {
  for (let i = 0; i < count / 70; i++) {
    const id = String(seed + i).padStart(7, '0');
    const name = edition === 2 && i % 100 === 7 ? 'A new name' : 'A name';
    const concept = `<${base}concept/${id}>`;
    yield [concept, type, `<${skos}Concept>`, 'concepts'];
    yield [concept, `<${skos}inScheme>`, `<${base}concepts>`, 'concepts'];
    yield [concept, `<${skos}notation>`, `"${id}"`, 'concepts'];
    for (const language of ['en', 'fr', 'ru'])
      yield [concept, `<${skos}prefLabel>`, `"${name} of the concept № ${id}"@${language}`, 'concepts'];
    yield [concept, `<${skos}broader>`, `<${base}concept/${String(seed).padStart(7, '0')}>`, 'concepts'];
    for (let year = 2015; year < 2024; year++) {
      const figure = `<${base}observation/${id}/001/${year}>`;
      const value = ((i * year) % 1000) + (edition === 2 && (i + year) % 100 === 3 ? 0.5 : 0.25);
      yield [figure, type, '<http://purl.org/linked-data/cube#Observation>', 'figures'];
      yield [figure, `<${gcmTerms}series>`, `<${base}concept/${id}>`, 'figures'];
      yield [figure, `<${sdmx}dimension#refArea>`, `<${base}area/001>`, 'figures'];
      yield [figure, `<${sdmx}dimension#refPeriod>`, typed(year, 'gYear'), 'figures'];
      yield [figure, `<${sdmx}measure#obsValue>`, typed(value, 'decimal'), 'figures'];
      yield [figure, `<${sdmx}attribute#unitMeasure>`, `<${base}unit/NUMBER>`, 'figures'];
      yield [figure, '<http://purl.org/linked-data/cube#dataSet>', `<${base}figures/${id}>`, 'figures'];
    }
  }
}

/** Writes the files of a release that gcm diff reads: the manifest, and sorted N-Triples and N-Quads. */
function release(name, edition, seed) {
  const out = path.join(folder, name);
  mkdirSync(out);
  const lines = [...statements(Number(options.triples) * 1e6, edition, seed)];
  const write = (extension, line) => {
    const file = path.join(out, `bench.${extension}`);
    const sorted = lines
      .map(line)
      .map((text) => Buffer.from(text).toString('latin1'))
      .sort();
    const descriptor = openSync(file, 'w');
    for (let i = 0; i < sorted.length; i += 10_000)
      writeSync(descriptor, sorted.slice(i, i + 10_000).join(''), null, 'latin1');
    closeSync(descriptor);
  };
  write('nt', ([s, p, o]) => `${s} ${p} ${o} .\n`);
  write('nq', ([s, p, o, g]) => `${s} ${p} ${o} <${base}graph/${g}> .\n`);
  const manifest = {
    name: 'bench',
    version: `${edition}.0.0`,
    base,
    hash: '0'.repeat(64),
    quads: lines.length,
    triples: lines.length,
  };
  writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ ...manifest, files: [] }));
  return out;
}

function timed(command, args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, LC_ALL: 'C' },
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0 && status !== 1) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`);
  return { seconds, stdout, megabytes: Number(/peak-kilobytes (\d+)/.exec(stderr)?.[1]) / 1024 };
}

const sortAndComm = (a, b) =>
  timed('sh', [
    '-c',
    'sort "$1/bench.nq" > "$3/a" && sort "$2/bench.nq" > "$3/b" && comm -3 "$3/a" "$3/b" > "$3/c"',
    'sh',
    a,
    b,
    folder,
  ]);
const ours = (a, b, format = 'json') =>
  timed(process.execPath, ['--import', here('peak-memory.mjs'), gcm, 'diff', a, b, '--format', format]);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const dumps = (...folders) => folders.map((one) => path.join(one, 'bench.nq'));

try {
  const [one, two, stranger] = [release('one', 1, 0), release('two', 2, 0), release('stranger', 3, 5_000_000)];
  const size = statSync(path.join(one, 'bench.nq')).size / 1e6;
  console.log(
    `Node ${process.version}, ${os.availableParallelism()} cores; ${options.triples} M statements per release, ${size.toFixed(0)} MB of N-Quads; medians of ${rounds} rounds`,
  );
  console.log('                                 sort + comm s   gcm diff s   ratio   limit   peak MB   limit');
  const cases = [
    ['releases, 1 of 100 changed', [one, two], [one, two]],
    ['the same as N-Quads', dumps(one, two), [one, two]],
    ['a release and itself', [one, one], [one, one]],
    ['nothing in common', [one, stranger], [one, stranger]],
  ];
  for (const [title, compared, sorted] of cases) {
    const runs = [];
    for (let round = 0; round <= rounds; round++) {
      const [yardstick, own] = [sortAndComm(...sorted), ours(...compared)];
      // The first round warms the disk cache.
      if (round > 0) runs.push({ yardstick: yardstick.seconds, own: own.seconds, megabytes: own.megabytes });
    }
    const seconds = (key) => median(runs.map((run) => run[key])).toFixed(2);
    const ratio = median(runs.map(({ own, yardstick }) => own / yardstick)).toFixed(2);
    const peak = Math.max(...runs.map(({ megabytes }) => megabytes)).toFixed(0);
    console.log(
      `${title.padEnd(32)} ${seconds('yardstick').padStart(13)} ${seconds('own').padStart(12)} ${ratio.padStart(7)}       3 ${peak.padStart(9)}    1000`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
