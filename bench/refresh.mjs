// npm run bench:refresh: reads many small files, as a harvest of the UNSD API has them: one for each series. DuckDB reads,
// sorts and writes the same rows in the same round, as the yardstick. Prints a Markdown table. Seconds are medians.
//   --files 240        number of series
//   --rows 3100        rows of each file
//   --runs 3           number of rounds
//   --folder /tmp      folder for files
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '240' },
    rows: { type: 'string', default: '3100' },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string', default: os.tmpdir() },
    duckdb: { type: 'string' }, // for the bench itself: only runs DuckDB in this folder
  },
});
const least = 300_000; // rows per second
const here = fileURLToPath(import.meta.url);

/** Sorts the rows of each file, and writes them to another file. */
async function runDuckDb(folder) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create()).connect();
  const columns = '"geo_area", "year", "age", "sex", "nature", "units"';
  for (const name of readdirSync(path.join(folder, 'new')))
    await connection.run(
      `COPY (SELECT * FROM read_csv('${path.join(folder, 'new', name)}', all_varchar = true) ORDER BY ${columns})` +
        ` TO '${path.join(folder, 'duckdb', name)}' (HEADER)`,
    );
}

const areas = Array.from({ length: 310 }, (_, i) => String(4 + 3 * i));
const seriesOf = (file) => `SI_BENCH_${String(file).padStart(3, '0')}`;

/** Writes the files of a harvest with unique keys, and the list of series of a project. */
function generate(folder, files, rows) {
  for (const name of ['new', 'data', 'duckdb']) mkdirSync(path.join(folder, name));
  const list = ['series,unit,slice,harvested'];
  for (let file = 0; file < files; file++) {
    const series = seriesOf(file).toLowerCase();
    const lines = [`age,geo_area,nature,sex,units,year,${series}`];
    for (let row = 0; row < rows; row++) {
      const [area, rest] = [areas[row % areas.length], Math.floor(row / areas.length)];
      const sex = ['bothsex', 'female'][rest % 2];
      lines.push(`15,${area},e,${sex},percent,${2000 + Math.floor(rest / 2)},${(row * 7919) % 1000}.${row % 97}`);
    }
    const name = `ddf--datapoints--${series}--by--age--geo_area--nature--sex--units--year.csv`;
    writeFileSync(path.join(folder, 'new', name), `${lines.join('\n')}\n`);
    list.push(`${seriesOf(file)},PERCENT,sex=BOTHSEX;age=15,`);
  }
  writeFileSync(path.join(folder, 'data/series.csv'), `${list.join('\n')}\n`);
}

/** CPU time of all ended child processes in seconds. */
function coreSeconds() {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function once(folder, args) {
  rmSync(path.join(folder, 'data/figures'), { recursive: true, force: true });
  const [start, before] = [performance.now(), coreSeconds()];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return { seconds: (performance.now() - start) / 1000, cores: coreSeconds() - before };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function bench() {
  const [files, rows] = [Number(options.files), Number(options.rows)];
  const folder = mkdtempSync(path.join(options.folder, 'gcm-bench-figures-'));
  try {
    generate(folder, files, rows);
    const gcm = path.join(path.dirname(here), '../dist/cli/gcm.js');
    const downloads = readdirSync(path.join(folder, 'new')).map((name) => path.join('new', name));
    const base = ['--base', 'https://example.org/'];
    const commands = [
      ['DuckDB: read, sort, write CSV', [here, '--duckdb', folder]],
      ['`gcm figures refresh`', [gcm, 'figures', 'refresh', 'new']],
      ['`gcm observations -o x.nq.gz`', [gcm, 'observations', ...downloads, '-o', 'x.nq.gz', ...base]],
    ];
    const runs = commands.map(() => []);
    for (let round = 0; round < Number(options.runs); round++)
      for (const [i, [, args]] of commands.entries()) runs[i].push(once(folder, args));
    const total = files * rows;
    console.log(
      `${files} files, ${total.toLocaleString('en')} rows, Node ${process.version}, load ${os.loadavg()[0].toFixed(1)}\n`,
    );
    console.log('| | seconds | core seconds | rows per second | at least | DuckDB ÷ |\n|---|---|---|---|---|---|');
    const yardstick = median(runs[0].map(({ seconds }) => seconds));
    for (const [i, [name]] of commands.entries()) {
      const seconds = median(runs[i].map((run) => run.seconds));
      const cores = median(runs[i].map((run) => run.cores));
      const cells = [seconds.toFixed(2), cores.toFixed(2), Math.round(total / seconds).toLocaleString('en')];
      const limit = i === 0 ? '' : least.toLocaleString('en');
      console.log(`| ${name} | ${cells.join(' | ')} | ${limit} | ${(yardstick / seconds).toFixed(2)} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (options.duckdb === undefined) bench();
else await runDuckDb(options.duckdb);
