import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { createCache } from '../src/bytes.js';
import { diskFiles } from '../src/node/disk-files.js';
import { hasErrors, type Problem } from '../src/problem.js';
import { mapSheets } from '../src/sheets/map-sheets.js';
import { readSheets } from '../src/sheets/sheets.js';
import type { Sheets } from '../src/sheets/table-group.js';
import { figureSheet } from './support/figure-sheet.js';
import { smallProject } from './support/gcm.js';
import { asyncProperty } from './support/property.js';

const folder = smallProject();
const data = figureSheet(path.join(folder, 'data'));
const memory = createCache();

interface Read {
  sheets: Sheets;
  problems: Problem[];
  statements: string[];
}

/** Reads and maps the folder. Unchanged files come from the cache. */
async function read(): Promise<Read> {
  const sheets = await readSheets(diskFiles, data, undefined, memory);
  const statements: string[] = [];
  const { problems } = mapSheets(sheets, (_sheet, subject, predicate, object) => {
    statements.push(`${subject.id} ${predicate.id} ${object.id}`);
  });
  return { sheets, problems, statements: statements.sort() };
}

type Change = (text: Buffer) => Buffer;

const scraps = [
  '"',
  ',',
  ';',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  ' ',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\ufffd',
  'e\u0301',
  '#',
  '=',
  '0',
  '.',
  'a',
  'А',
  '٣',
];
const bytes = fc.oneof(
  fc.constantFrom(...scraps).map((text) => Buffer.from(text)),
  fc.uint8Array({ minLength: 1, maxLength: 4 }).map((some) => Buffer.from(some)),
);
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** Replaces some bytes at a place. */
const splice = fc.tuple(place, fc.nat(6), fc.oneof(bytes, fc.constant(Buffer.alloc(0)))).map(
  ([where, removed, added]): Change =>
    (text) => {
      const at = Math.floor(where * text.length);
      return Buffer.concat([text.subarray(0, at), added, text.subarray(at + removed)]);
    },
);

const throughout =
  (change: (text: string) => string): Change =>
  (text) =>
    Buffer.from(change(text.toString('latin1')), 'latin1');

/** Changes that programs make to a whole file. */
const rewrite = fc.constantFrom<Change>(
  throughout((text) => text.replaceAll('\n', '\r\n')),
  throughout((text) => text.replaceAll('\n', '\r')),
  throughout((text) => text.replaceAll(',', ';')),
  throughout((text) => text.replaceAll(',', '\t')),
  throughout((text) => text.replaceAll('"', "'")),
  throughout((text) => text.replaceAll('\n', ',\n')),
  throughout((text) => text.replaceAll(',', ' ,')),
  throughout((text) => `sep=;\n${text.replaceAll(',', ';')}`),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(text.toString().normalize('NFD')),
);

const names = ['links', 'units', 'areas', 'indicator-targets', 'statuses', 'series', 'figures', 'sources', 'targets'];
const edits = fc.tuple(
  fc.constantFrom(...names),
  fc.array(fc.oneof(splice, splice, rewrite), { minLength: 1, maxLength: 3 }),
);

describe('sheets with random edits', () => {
  it('are read or rejected with correct places, and a repaired sheet reads the same again', () =>
    asyncProperty(edits, 250, async ([name, changes]) => {
      const file = path.join(data, `${name}.csv`);
      const original = readFileSync(file);
      try {
        const edited = changes.reduce<Buffer>((text, change) => change(text), original);
        writeFileSync(file, edited);
        const first = await read();
        for (const problem of first.problems) checkPlace(problem, edited, first.sheets);
        if (hasErrors(first.problems)) return;
        const rows = first.sheets.sheets.find(({ table }) => table.name === `${name}.csv`)?.rows ?? [];
        writeFileSync(
          file,
          stringify(
            rows.map(({ cells }) => cells),
            { quoted_match: /[\r\n]/ },
          ),
        );
        const second = await read();
        const left = second.problems.filter(
          ({ severity, code }) => severity !== 'warning' || code === 'trailing-delimiter',
        );
        if (left.length > 0) throw new Error(`Repaired twice: ${JSON.stringify(left)}`);
        if (second.statements.join('\n') !== first.statements.join('\n'))
          throw new Error('The repaired sheet gives other statements');
      } finally {
        writeFileSync(file, original);
      }
    }));
});

/** Checks that a problem names an existing file, row and column. */
function checkPlace({ where, code }: Problem, edited: Buffer, { sheets }: Sheets): void {
  const refuse = (what: string): never => {
    throw new Error(`${what}: ${code} ${JSON.stringify(where)}`);
  };
  if (path.dirname(where.file) !== data) refuse('not a file of the folder');
  const lines = edited.toString('latin1').split(/\r\n|\r|\n|\r\0\n\0/).length;
  const most = Math.max(lines, readFileSync(where.file).toString('latin1').split('\n').length);
  if (where.row !== undefined && (where.row < 1 || where.row > most)) refuse('not a row of the sheet');
  const sheet = sheets.find(({ file }) => file === where.file);
  const titles = [...(sheet?.table.columns.map(({ name }) => name) ?? []), ...(sheet?.rows[0]?.cells ?? []), ''];
  if (where.column !== undefined && !titles.includes(where.column)) refuse('not a column of the sheet');
  if (where.cell !== undefined && !where.cell.endsWith(String(where.row))) refuse('the cell is in another row');
}
