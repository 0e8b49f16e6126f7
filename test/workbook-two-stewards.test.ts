import { describe, expect, it } from 'vitest';
import { filesOf } from '../src/files.js';
import { readSheets } from '../src/sheets/sheets.js';
import type { Sheet, Sheets } from '../src/sheets/table-group.js';
import { mergeRows } from '../src/sheets/three-way.js';
import { packBase } from '../src/sheets/workbook-base.js';
import { cellsOf, sheetNames, sheetSources } from '../src/sheets/workbook-export.js';
import { importWorkbook } from '../src/sheets/workbook-import.js';
import { writeWorkbook } from '../src/workbook/write.js';
import { realProject } from './support/gcm.js';
import { sheetBytes } from './support/workbooks.js';

/** A day's work by two stewards on two copies of a workbook of the real data. Both orders of import give the same result. */
const original = new Map(
  Object.entries(sheetBytes(realProject())).map(([name, text]) => [name, Buffer.from(text, 'latin1')]),
);
const read = (files: Map<string, Uint8Array>): Promise<Sheets> =>
  readSheets(filesOf(new Map([...files].map(([name, bytes]) => [`data/${name}`, bytes]))), 'data');

/** Random choices that are the same for the same seed (Mulberry32). */
function createRandom(seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, pick: <T>(items: T[]): T => items[below(items.length)] as T };
}
type Random = ReturnType<typeof createRandom>;

const copiesOf = (sheets: Sheet[]): Map<string, Sheet> =>
  new Map(sheets.map((sheet) => [sheet.table.name, { ...sheet, rows: sheet.rows.map((row) => ({ ...row })) }]));

/** Returns the workbook after one steward changed, added and removed rows of some sheets. */
async function work({ sheets }: Sheets, random: Random, edits: number): Promise<Uint8Array> {
  const names = sheetNames(sheets.map(({ table }) => table));
  const base = new Map(sheets.map(({ table, rows }) => [names.get(table) as string, cellsOf(rows)]));
  const copies = copiesOf(sheets);
  for (let i = 0; i < edits; i++) edit(copies, random);
  return writeWorkbook('Sheets', sheetSources([...copies.values()]), new Map(), packBase(base));
}

const texts: [name: string, column: string][] = [
  ['links.csv', 'note'],
  ['units.csv', 'title_en'],
  ['targets.csv', 'title_fr'],
  ['indicators.csv', 'title_en'],
  ['areas.csv', 'name_es'],
];

function edit(copies: Map<string, Sheet>, random: Random): void {
  const kind = random.below(6);
  if (kind < 3) {
    const [name, title] = random.pick(texts);
    const { rows, header } = copies.get(name) as Sheet;
    const row = random.pick(rows.slice(1, 30));
    const at = header.columns.findIndex((column) => column?.name === title);
    row.cells = row.cells.with(at, `Wording ${random.below(4)}`);
    return;
  }
  const name = random.pick(['links.csv', 'subjects.csv']);
  const sheet = copies.get(name) as Sheet;
  const place = 1 + random.below(Math.min(sheet.rows.length - 1, 40));
  if (kind === 3) sheet.rows.splice(place, 1);
  else if (name === 'links.csv') {
    const cells = [String(1 + random.below(23)), `${1 + random.below(4)}.1`, 'proposed', 'gcm-graph-proposals', 'Why'];
    const isKnown = sheet.rows.some((row) => row.cells.slice(0, 4).join() === cells.slice(0, 4).join());
    if (!isKnown) sheet.rows.splice(random.below(2) ? sheet.rows.length : place, 0, { number: 0, cells });
  } else {
    const units = copies.get('units.csv') as Sheet;
    const unit = `UNIT_${random.below(5)}`;
    if (!units.rows.some(({ cells }) => cells[0] === unit)) units.rows.push({ number: 0, cells: [unit, 'New'] });
  }
}

/** Imports workbooks one after the other. Stops at the first with errors. */
async function imported(...workbooks: Uint8Array[]): Promise<{ files: Map<string, string>; errors: string[] }> {
  const files = new Map<string, Uint8Array>(original);
  let errors: string[] = [];
  for (const workbook of workbooks) {
    const { changes, problems } = await importWorkbook(await read(files), workbook, 'gcm.xlsx', false);
    const wrong = problems.filter(({ severity }) => severity === 'error');
    expect(wrong.filter(({ code }) => code !== 'import-conflict')).toEqual([]);
    errors = wrong.map(({ message, where }) => `${where.sheet} ${where.column} ${rowOf(message)}`).sort();
    if (wrong.length === 0) for (const { table, bytes } of changes) files.set(table.name, bytes);
  }
  return { files: new Map([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])), errors };
}

/** Returns the row that a conflict names. */
const rowOf = (message: string): string =>
  /of (.*?) is “/.exec(message)?.[1] ?? /row (.*?)(?: was|: its)/.exec(message)?.[1] ?? message;

describe('a day’s work by two stewards', () => {
  it.each([
    [7, 8, 'no conflict'],
    [2, 40, 'conflicts'],
  ])(
    'gives the same result in both orders (seed %i, %i edits each: %s)',
    async (seed, edits, outcome) => {
      const sheets = await read(original);
      const random = createRandom(seed);
      const [ana, bo] = [await work(sheets, random, edits), await work(sheets, random, edits)];
      const [one, other] = [await imported(ana, bo), await imported(bo, ana)];
      expect(other.errors).toEqual(one.errors);
      expect(one.errors.length > 0).toBe(outcome === 'conflicts');
      if (one.errors.length > 0) return;
      for (const [name, text] of one.files) expect(other.files.get(name), name).toBe(text);
    },
    120_000,
  );

  it('gives the same rows or the same conflicts for many seeds', async () => {
    const { sheets } = await read(original);
    const outcomes = { merged: 0, conflicts: 0 };
    for (let seed = 1; seed <= 30; seed++) {
      const random = createRandom(seed);
      const [ana, bo] = [copiesOf(sheets), copiesOf(sheets)];
      for (let i = 0; i < seed; i++) for (const copies of [ana, bo]) edit(copies, random);
      const results = [...ana.keys()].map((name) => {
        const [base, ours, theirs] = [sheets.find(({ table }) => table.name === name), ana.get(name), bo.get(name)].map(
          (sheet) => cellsOf((sheet as Sheet).rows),
        ) as [string[][], string[][], string[][]];
        const keys = (ana.get(name) as Sheet).header.columns.flatMap((column, i) =>
          (ana.get(name) as Sheet).table.primaryKey.includes(column?.name ?? '') ? [i] : [],
        );
        const [one, other] = [
          mergeRows({ base, ours, theirs }, keys),
          mergeRows({ base, ours: theirs, theirs: ours }, keys),
        ];
        expect(other.conflicts.length, `${name}, seed ${seed}`).toBe(one.conflicts.length);
        if (one.conflicts.length > 0) return false;
        expect(
          other.rows.map(({ cells }) => cells),
          `${name}, seed ${seed}`,
        ).toEqual(one.rows.map(({ cells }) => cells));
        return true;
      });
      outcomes[results.every(Boolean) ? 'merged' : 'conflicts']++;
    }
    expect(outcomes.merged).toBeGreaterThan(5);
    expect(outcomes.conflicts).toBeGreaterThan(5);
  }, 120_000);
});
