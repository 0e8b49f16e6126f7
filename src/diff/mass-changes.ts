import { asStored } from '../sheets/damaged-codes.js';
import { type ChangedColumn, differenceOf, isCorrection, mostOf, overlap } from './changed-column.js';
import type texts from './messages.json';
import type { Thresholds } from './thresholds.js';

/** Kinds of mass changes in one column. Each check gets the changed cells that no check before it has explained. */

/** A mass change: its text, its cells (indexes of pairs), and values for the text. */
export interface MassChange {
  kind: keyof typeof texts;
  cells: number[];
  values?: Record<string, unknown>;
}

type Check = (column: ChangedColumn, cells: number[], least: Thresholds) => MassChange | undefined;

const most = 0.6; // share of the changed cells that one explanation must cover

/** Codes that a spreadsheet program stored as numbers. One cell is enough, because the older code is known. */
const damaged: Check = ({ kind, before, after }, cells) => {
  if (kind === 'number' || kind === 'date') return undefined;
  const found = cells.filter((i) => before[i] !== after[i] && asStored(before[i] as string) === after[i]);
  return found.length > 0 ? { kind: 'damagedCode', cells: found } : undefined;
};

/** Values that are now in other rows: a column that was sorted on its own, or cells that were inserted or deleted. */
const moved: Check = (column, cells, { moved: least, changedShare, cells: leastCells }) => {
  const { before, after } = column;
  const filled = cells.filter((i) => after[i] !== '' && before[i] !== '');
  const was = filled.map((i) => before[i] as string);
  const distinct = new Set(was).size;
  const isUnique = distinct * 2 >= was.length;
  const floor = isUnique ? least : Math.max(2 * leastCells, changedShare * before.length);
  const is = filled.map((i) => after[i] as string);
  const same = overlap(is, was);
  if (same < floor || same < 0.8 * filled.length || distinct < 2) return undefined;
  const step = shiftOf(column, filled);
  if (step === undefined) return { kind: 'moved', cells: filled };
  const [direction, rows] = [step > 0 ? 'down' : 'up', Math.abs(step)];
  return { kind: 'shifted', cells: filled, values: { direction, step: rows === 1 ? '1 row' : `${rows} rows` } };
};

/** Returns by how many rows the values of a column moved down, if it is the same number for most of them. */
function shiftOf({ aligned: { before, pairs }, index, after }: ChangedColumn, cells: number[]): number | undefined {
  const places = new Map<string, number>();
  for (const [i, row] of before.entries()) places.set(row[index] as string, i);
  const found = mostOf(cells, (i) => {
    const at = places.get(after[i] as string);
    return at === undefined ? undefined : (pairs[i]?.to ?? 0) - at;
  });
  return found.cells.length >= 0.8 * cells.length && found.key !== 0 ? found.key : undefined;
}

const emptied: Check = ({ before, after, filled }, cells, { changedShare, moved: least }) => {
  const found = cells.filter((i) => after[i] === '');
  const isMost = found.length >= Math.max(least, changedShare * filled) || (found.length === filled && filled > 2);
  return isMost && before.length > 2 ? { kind: 'emptied', cells: found, values: { filled } } : undefined;
};

/** Numbers that lost their decimal point, or that were multiplied by the same number. */
const scaled: Check = (column, cells, { run }) => {
  if (column.kind !== 'number') return undefined;
  const filled = cells.filter((i) => Number(column.before[i]) !== 0 && Number(column.after[i]) !== 0);
  const ratio = (i: number): number => Number((Number(column.after[i]) / Number(column.before[i])).toPrecision(6));
  const digits = (text = ''): string => text.replace(/[-.]|e.*$/gi, '').replace(/^0+|0+$/g, '');
  const sameDigits = filled.filter((i) => digits(column.before[i]) === digits(column.after[i]));
  const ratios = mostOf(filled, ratio);
  if (ratios.cells.length >= run && ratios.cells.length >= most * cells.length && ratios.key !== 1)
    return { kind: 'scaled', cells: ratios.cells, values: { factor: ratios.key } };
  const isMost = sameDigits.length >= run && sameDigits.length >= most * cells.length;
  return isMost ? { kind: 'decimalPoint', cells: sameDigits } : undefined;
};

/** Cells that count up (10.1, 10.2, 10.3) or repeat a value, in rows that follow each other. */
const dragged: Check = (column, cells, { run: least }) => {
  const { before, after, aligned } = column;
  const isChanged = new Set(cells);
  const follows = (i: number): boolean => aligned.pairs[i]?.to === (aligned.pairs[i - 1]?.to ?? -2) + 1;
  const found: MassChange[] = [];
  for (let start = 0; start < after.length; start++) {
    for (const kind of ['counted', 'copied'] as const) {
      const next = kind === 'counted' ? nextOf : (text: string) => (text === '' ? undefined : text);
      let end = start + 1;
      while (isChanged.has(end) && follows(end) && next(after[end - 1] as string) === after[end]) end++;
      const run = Array.from({ length: end - start }, (_, i) => start + i).filter((i) => isChanged.has(i));
      if (run.length < least) continue;
      const old = run.map((i) => before[i] as string);
      const wasDifferent = kind === 'counted' || new Set(old).size >= Math.max(3, old.length / 2);
      if (!wasDifferent) continue;
      found.push({ kind, cells: run });
      start = end - 1;
      break;
    }
  }
  const longest = found.sort((one, other) => other.cells.length - one.cells.length)[0];
  if (!longest) return undefined;
  const alike = found.filter(({ kind }) => kind === longest.kind).flatMap((one) => one.cells);
  return { kind: longest.kind, cells: alike.sort((one, other) => one - other) };
};

/** Returns what a spreadsheet program writes below a value if it is dragged: "10.1" → "10.2". */
function nextOf(text: string): string | undefined {
  const [, start, digits] = /^(.*?)(\d{1,15})$/s.exec(text) ?? [];
  if (start === undefined || digits === undefined) return undefined;
  return start + String(Number(digits) + 1).padStart(digits.length, '0');
}

/** Texts that end earlier, and texts whose letters became question marks. */
const cut: Check = ({ kind, before, after }, cells, { run }) => {
  if (kind !== 'text') return undefined;
  const isCut = (i: number): boolean =>
    after[i] !== '' && (before[i] as string).startsWith(after[i] as string) && isMuchShorter(i);
  const isMuchShorter = (i: number): boolean => (after[i] as string).length < 0.9 * (before[i] as string).length;
  const found = cells.filter(isCut);
  if (found.length >= run && found.length >= most * cells.length) return { kind: 'cut', cells: found };
  const lost = cells.filter((i) => /[^\0-~]/.test(before[i] as string) && asQuestions(before[i]) === after[i]);
  return lost.length >= run ? { kind: 'lettersLost', cells: lost } : undefined;
};

const asQuestions = (text = ''): string => text.replace(/[^\0-~]/g, '?');

/** Dates and years that moved by the same time. */
const datesMoved: Check = ({ kind, column, before, after }, cells, { run }) => {
  if (kind !== 'date' && !column.datatype.base.startsWith('g')) return undefined;
  const timeOf = (text = ''): number => Date.parse(text.length === 4 ? `${text}-01-01` : text) / 86_400_000;
  const isYear = cells.every((i) => (after[i] as string).length === 4);
  const found = mostOf(cells, (i) => {
    const days = isYear ? Number(after[i]) - Number(before[i]) : timeOf(after[i]) - timeOf(before[i]);
    return Number.isNaN(days) ? undefined : days;
  });
  const isMost = found.cells.length >= run && found.cells.length >= most * cells.length;
  const step = `${found.key} ${isYear ? 'years' : 'days'}`;
  return isMost ? { kind: 'datesMoved', cells: found.cells, values: { step } } : undefined;
};

/** The same replacement in many cells. Changed punctuation does not count. */
const replaced: Check = ({ kind, before, after, filled }, cells, { cells: least, changedShare }) => {
  if (kind !== 'text') return undefined;
  const found = mostOf(cells, (i) => {
    const { gone, come } = differenceOf(before[i] as string, after[i] as string);
    return /[\p{L}\p{N}]/u.test(gone + come) && before[i] !== '' ? `${gone}\n${come}` : undefined;
  });
  if (found.cells.length < Math.max(least, changedShare * filled)) return undefined;
  const [gone, come] = (found.key as string).split('\n');
  return { kind: 'replaced', cells: found.cells, values: { gone, come } };
};

/** More changed cells than a steward usually changes. Corrections of a text or small changes of a number do not count. */
const many: Check = ({ kind, isKey, before, after }, cells, { cells: least, changedShare }) => {
  const found = cells.filter((i) => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (old === '' || now === '') return false; // filling cells is normal, and empty cells have their own check
    if (kind === 'number') return Math.abs(Number(now) - Number(old)) > 0.1 * Math.abs(Number(old));
    return kind !== 'text' || !isCorrection(old, now);
  });
  if (found.length < Math.max(least, changedShare * before.length)) return undefined;
  return { kind: isKey ? 'manyKeys' : 'many', cells: found, values: { rows: before.length } };
};

const checks: Check[] = [damaged, moved, emptied, scaled, dragged, datesMoved, cut, replaced, many];

/** Returns the mass changes of a column. */
export function massChanges(column: ChangedColumn, cells: number[], thresholds: Thresholds): MassChange[] {
  const found: MassChange[] = [];
  let left = cells;
  for (const check of checks) {
    const change = left.length > 0 ? check(column, left, thresholds) : undefined;
    if (!change) continue;
    found.push(change);
    const explained = new Set(change.cells);
    left = left.filter((i) => !explained.has(i));
  }
  return found;
}
