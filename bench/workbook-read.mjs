// node bench/workbook-read.mjs: reads a workbook of 70,000 rows and 8 columns with gcm and, if installed, with exceljs.
//   --rows 70000    number of rows; gcm reads at most 600,000 cells
//   --runs 3        number of rounds; results are medians
// Measures the duration and the peak memory of a new process for each run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '70000' }, runs: { type: 'string', default: '3' } },
});
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-bench-workbook-'));
const file = path.join(folder, 'table.xlsx');

/** Creates a workbook with four texts, two of them shared by many rows, and four numbers per row. */
function makeWorkbook(rows) {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const rels = (list) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
      .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`;
  const texts = new Map();
  const text = (value) => texts.get(value) ?? texts.set(value, texts.size).size - 1;
  const lines = [];
  for (let row = 1; row <= rows; row++) {
    const cells = [`VC_HTF_${row % 50}`, `Area ${row % 250}`, `note on row ${row}`, `${row}.a`]
      .map((value, i) => `<c r="${'ABCD'[i]}${row}" t="s"><v>${text(value)}</v></c>`)
      .concat([1990 + (row % 35), row, row / 7, row * 3].map((n, i) => `<c r="${'EFGH'[i]}${row}"><v>${n}</v></c>`));
    lines.push(`<row r="${row}">${cells.join('')}</row>`);
  }
  const strings = [...texts.keys()].map((value) => `<si><t>${value}</t></si>`).join('');
  const sheet = '<sheets><sheet name="table" sheetId="1" r:id="rId1"/></sheets>';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
  const parts = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
    '_rels/.rels': rels([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}">${sheet}</workbook>`,
    'xl/_rels/workbook.xml.rels': rels([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${lines.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${strings}</sst>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
}

/** Finds an installed package, here or in NODE_PATH. */
function find(name) {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

const exceljs = find('exceljs');
const readers = {
  gcm: `
    import { readFileSync } from 'node:fs';
    import { readWorkbook } from ${JSON.stringify(here('../dist/node/workbook/read-in-thread.js'))};
    const { workbook } = await readWorkbook(readFileSync(${JSON.stringify(file)}), 'table.xlsx');
    console.log(workbook.sheets[0].rows.reduce((count, { cells }) => count + cells.length, 0));`,
  exceljs: `
    import Excel from ${JSON.stringify(exceljs)};
    const workbook = new Excel.Workbook();
    await workbook.xlsx.readFile(${JSON.stringify(file)});
    let count = 0;
    workbook.worksheets[0].eachRow((row) => { count += row.cellCount; });
    console.log(count);`,
};

/** Runs a reader once in a new process. */
function once(script) {
  const module = path.join(folder, 'reader.mjs');
  writeFileSync(module, script);
  const start = performance.now();
  const argv = ['--import', here('peak-memory.mjs'), module];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const peaks = [...stderr.matchAll(/peak-kilobytes (\d+)/g)].map(([, kilobytes]) => Number(kilobytes) / 1024);
  return { cells: Number(stdout), seconds: (performance.now() - start) / 1000, megabytes: Math.max(...peaks) };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  writeFileSync(file, makeWorkbook(Number(options.rows)));
  console.log(`${options.rows} rows, ${(statSync(file).size / 1e6).toFixed(1)} MB, Node ${process.version}`);
  for (const [name, script] of Object.entries(readers)) {
    if (name === 'exceljs' && !exceljs) {
      console.log(`  ${name} is not installed`);
      continue;
    }
    const runs = Array.from({ length: Number(options.runs) }, () => once(script));
    const [seconds, megabytes] = ['seconds', 'megabytes'].map((key) => median(runs.map((run) => run[key])));
    console.log(`  ${name.padEnd(8)} ${runs[0].cells} cells  ${seconds.toFixed(2)} s  ${megabytes.toFixed(0)} MB`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
