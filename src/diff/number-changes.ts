import type { Column } from '../csvw/metadata/column.js';
import { describeColumns } from '../csvw/rdf/plan.js';
import { type Curie, iri } from '../rdf/iri.js';
import { differenceOf } from '../text/nearest.js';
import { groupBy } from '../text/order.js';
import {
  type ChangedColumn,
  type Check,
  isOnlyChange,
  type MassChange,
  most,
  mostOf,
  nextOf,
} from './changed-column.js';

/** Changes of numbers and dates that people do not make on purpose: other scales, typed digits, lost decimals, moved dates. */

/** Fewest digits that are the same in two numbers by an accident, and not by chance. */
const fewDigits = 3;

/** Returns the significant digits of a number: "308" of "-0.0308". Spreadsheet programs write 67.12599999999999 for 67.126. */
const digitsOf = (text = ''): string =>
  Number(Number(text).toPrecision(12))
    .toExponential()
    .replace(/e.*$|\D/g, '')
    .replace(/^0+$/, '');

/**
 * Numbers whose digits are the same, but whose decimal point moved, or that have one digit more or less. One cell is
 * enough. Numbers with few digits count if most of the changed cells are like that: among many revisions, some are by chance.
 */
const mistyped =
  (kind: MassChange['kind'], isMistyped: (before: string, after: string) => boolean): Check =>
  (column, cells) => {
    if (column.kind !== 'number') return undefined;
    const found = cells.filter(
      (i) => isMistyped(column.before[i] as string, column.after[i] as string) && !isRelabelled(column, i),
    );
    const digits = (i: number): number => Math.min(digitsOf(column.before[i]).length, digitsOf(column.after[i]).length);
    const left = found.length >= most * cells.length ? found : found.filter((i) => digits(i) > fewDigits);
    const isSure = left.reduce((sum, i) => sum + digits(i), 0) >= fewDigits;
    return { kind, cells: left, ...(!isSure && warning) };
  };

const warning = { severity: 'warning' } as const;

const isNegated = (before: string, after: string): boolean => Number(before) !== 0 && Number(before) === -Number(after);

const signChanged = mistyped('signChanged', isNegated);

const decimalPoint = mistyped(
  'decimalPoint',
  (before, after) => digitsOf(before) !== '' && digitsOf(before) === digitsOf(after) && !isNegated(before, after),
);

const digitTyped = mistyped('digitTyped', (before, after) => {
  const { gone, come, start } = differenceOf(before, after);
  const isLonger = gone === '' && /^\d$/.test(come);
  const isShorter = come === '' && /^\d$/.test(gone) && digitsOf(after).length > 1;
  return (isLonger || isShorter) && start <= (before.split('.', 1)[0] as string).length;
});

/** Numbers that are ten times larger or smaller than before, or that became 0. Small counts can be. */
export const jumped = mistyped('jumped', (before, after) => {
  const [least = 0, largest = 0] = [before, after].map((text) => Math.abs(Number(text))).sort((a, b) => a - b);
  return largest >= 10 * (least || (Number(after) === 0 ? 1 : 10)) && largest >= 10;
});

/** Numbers that became 0: a program filled empty cells. Small counts can become 0. */
const zeroed: Check = ({ kind, before, after }, cells, { run }) => {
  const found =
    kind === 'number' ? cells.filter((i) => before[i] !== '' && Number(after[i]) === 0 && after[i] !== '') : [];
  const digits = found.reduce((sum, i) => sum + digitsOf(before[i]).length, 0);
  const isMost = found.length >= run && found.length >= most * cells.length && digits >= 2 * found.length;
  return isMost ? { kind: 'jumped', cells: found } : undefined;
};

/** True if a code in the row of a number changed too: the unit was replaced on purpose. */
const isRelabelled = ({ aligned: { columns, pairs, isRelabelled } }: ChangedColumn, i: number): boolean =>
  isRelabelled === true ||
  columns.some(({ kind, isKey }, at) => kind === 'key' && !isKey && pairs[i]?.before[at] !== pairs[i]?.after[at]);

/**
 * Numbers, years and dates that repeat the cell above or below, or count up from it, and did not before, or are below such
 * a cell. Few cells are enough if they have many digits.
 */
const filledDown: Check = ({ kind, column, aligned: { pairs }, before, after }, cells) => {
  const isDate = kind === 'date' || column.datatype.base === 'gYear';
  if (kind !== 'number' && !isDate) return undefined;
  const isBeside = (i: number, step: number): boolean => pairs[i]?.to === (pairs[i + step]?.to ?? -2) - step;
  const digits = (found: number[]): number => found.reduce((sum, i) => sum + digitsOf(after[i]).length, 0);
  const isCopyable = kind !== 'date'; // sources are read again on the same day
  for (const fill of isCopyable ? (['copied', 'counted'] as const) : (['counted'] as const)) {
    const next = fill === 'counted' ? nextOf : (text: string): string => text;
    const steps = fill === 'counted' || isDate ? [-1] : [-1, 1];
    const isFrom = (i: number, step: number): boolean =>
      isBeside(i, step) && next(after[i + step] as string) === after[i];
    const filled = new Set<number>();
    for (const step of steps)
      for (const i of step < 0 ? cells : [...cells].reverse())
        if (isFrom(i, step) && (filled.has(i + step) || next(before[i + step] as string) !== before[i])) filled.add(i);
    const found = cells.filter((i) => before[i] !== '' && filled.has(i));
    const isSure = digits(found) >= 4 * fewDigits;
    const isEnough = found.length >= (isDate ? 2 : 3) || (!isDate && digits(found) > fewDigits);
    if (isEnough && found.length >= most * cells.length)
      return { kind: fill, cells: found, ...(isSure && !isDate && { severity: 'error' }) };
  }
  return undefined;
};

/** Numbers that lost decimals, or that were multiplied by the same number. */
const scaled: Check = (column, cells, { run }) => {
  if (column.kind !== 'number') return undefined;
  const isMost = (found: number[]): boolean => found.length >= run && found.length >= most * cells.length;
  const rounded = cells.filter((i) => isRounded(column.before[i] as string, column.after[i] as string));
  const isSure = (i: number): boolean =>
    digitsOf(column.before[i]).length - digitsOf(column.after[i]).length >= fewDigits;
  if (isMost(rounded) || (rounded.length === cells.length && rounded.some(isSure)))
    return { kind: 'rounded', cells: rounded };
  const isScaled = (i: number): boolean => Number(column.before[i]) * Number(column.after[i]) !== 0;
  const filled = cells.filter((i) => isScaled(i) && !isRelabelled(column, i));
  const ratio = (i: number): number => Number((Number(column.after[i]) / Number(column.before[i])).toPrecision(2));
  const { key: factor = 1, cells: found } = mostOf(filled, ratio);
  const isLarge = factor <= 0.5 || factor >= 2; // a factor near 1 is a revision of the figures
  return isMost(found) && isLarge ? { kind: 'scaled', cells: found, values: { factor } } : undefined;
};

/** True if a number is another one with fewer decimals: 0.31 for 0.30828. */
function isRounded(before: string, after: string): boolean {
  const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;
  const count = decimals(after);
  return count < decimals(before) && Number(before).toFixed(count) === Number(after).toFixed(count);
}

/** Dates and years that moved by the same time. It is certain if nearly all dates of the column did. */
export const datesMoved: Check = ({ kind, column, before, after, filled }, cells, { run }) => {
  if (kind !== 'date' && !column.datatype.base.startsWith('g')) return undefined;
  const timeOf = (text = ''): number => Date.parse(text.length === 4 ? `${text}-01-01` : text) / 86_400_000;
  const isYear = cells.every((i) => (after[i] as string).length === 4);
  const found = mostOf(cells, (i) => {
    if (before[i] === '') return undefined; // filling cells is normal
    const days = isYear ? Number(after[i]) - Number(before[i]) : timeOf(after[i]) - timeOf(before[i]);
    return Number.isNaN(days) ? undefined : days;
  });
  const isMost = found.cells.length >= run && found.cells.length >= 0.95 * cells.length; // fewer if rows moved
  const step = `${found.key} ${isYear ? 'year' : 'day'}${Math.abs(found.key ?? 0) === 1 ? '' : 's'}`;
  const isCertain = found.cells.length >= 0.9 * filled;
  return isMost ? { kind: 'datesMoved', cells: found.cells, values: { step }, ...(!isCertain && warning) } : undefined;
};

const yearOf = (text = ''): number => Number(/^(\d{4})(?:-\d\d(?:-\d\d)?)?$/.exec(text)?.[1]);

/** Dates and years that are many years from the older one, if no name in their row changed: a digit was mistyped. */
export const dateJumped: Check = ({ kind, column, index, aligned, before, after }, cells, { years }) => {
  const isDate = kind === 'date' || column.datatype.base === 'gYear';
  if (
    !isDate &&
    (kind !== 'code' || aligned.before.some((row) => row[index] !== '' && Number.isNaN(yearOf(row[index]))))
  )
    return undefined;
  const isRenamed = (i: number): boolean =>
    aligned.columns.some(
      ({ kind: other }, at) => other === 'text' && aligned.pairs[i]?.before[at] !== aligned.pairs[i]?.after[at],
    );
  const found = cells.filter((i) => Math.abs(yearOf(after[i]) - yearOf(before[i])) >= years && !isRenamed(i));
  return found.length > 0 ? { kind: 'dateJumped', cells: found } : undefined;
};

/** Compares two versions or dates, part by part: "1.10.0" is later than "1.9.0". */
function isEarlier(one: string, other: string): boolean {
  const [parts, others] = [one, other].map((text) => text.split(/[.-]/).map(Number)) as [number[], number[]];
  const at = parts.findIndex((part, i) => part !== others[i]);
  return at >= 0 && (parts[at] as number) < (others[at] ?? 0);
}

/** Versions, dates of versions and prior versions that do not follow on the last release. */
export const versionOrder: Check = ({ column, aligned: { sheet, columns, pairs }, before, after }, cells) => {
  const properties = new Map(describeColumns(sheet.table, sheet.header).map(({ name, property }) => [name, property]));
  const isProperty = ({ name }: Column, curie: Curie): boolean => properties.get(name) === iri(curie);
  const version = columns.findIndex((one) => isProperty(one.column, 'owl:versionInfo'));
  const isPrior = isProperty(column, 'owl:priorVersion');
  const isVersion = columns[version]?.column === column;
  if (version < 0 || !(isPrior || isVersion || isProperty(column, 'dct:issued'))) return undefined;
  const isWrong = (i: number): boolean =>
    isPrior ? after[i] !== pairs[i]?.before[version] : isEarlier(after[i] as string, before[i] as string);
  const found = cells.filter((i) => after[i] !== '' && isWrong(i));
  if (found.length === 0) return undefined;
  const suggestion = pairs[found[0] as number]?.before[version];
  return isPrior
    ? { kind: 'otherPrior', cells: found, values: { suggestion } }
    : { kind: 'wentBack', cells: found, ...(isVersion && { severity: 'error' }) };
};

/**
 * Codes that changed although the numbers in their rows did not, such as units. They were the same in all rows with the same
 * part of the key. It is certain if the rows now contradict each other.
 */
const relabelled: Check = ({ aligned, index, isKey, kind, before, column }, cells) => {
  if (isKey || kind !== 'key') return undefined;
  const { columns, pairs } = aligned;
  const numbers = columns.flatMap(({ kind, isKey }, at) => (kind === 'number' && !isKey ? [at] : []));
  const found = cells.filter(
    (i) => before[i] !== '' && numbers.some((at) => pairs[i]?.before[at] === pairs[i]?.after[at]),
  );
  const by = columns.findIndex(({ isKey }, at) => isKey && isDetermined(aligned.before, at, index));
  const other = columns[by]?.column.name;
  if (found.length === 0 || other === undefined) return undefined;
  const values = { other, column: column.name };
  return { kind: 'relabelled', cells: found, values, ...(isDetermined(aligned.after, by, index) && warning) };
};

/**
 * A part of the key that changed in a row without other changes, so that its numbers belong to another thing. If it changed
 * in all its rows, the thing got another code.
 */
const rekeyed: Check = (column, cells) => {
  const { aligned, isKey, before, after } = column;
  if (!isKey || !aligned.columns.some(({ kind, isKey: isOther }) => kind === 'number' && !isOther)) return undefined;
  const rowsWith = groupBy(after.keys(), (i) => before[i]);
  const isRenamed = (i: number): boolean => rowsWith.get(before[i])?.every((one) => after[one] === after[i]) ?? false;
  return { kind: 'rekeyed', cells: cells.filter((i) => before[i] !== '' && isOnlyChange(column, i) && !isRenamed(i)) };
};

/** True if rows with the same value in one column have the same value in another one, and a value has several rows. */
function isDetermined(rows: string[][], by: number, index: number): boolean {
  const known = new Map<string | undefined, string | undefined>();
  for (const row of rows) {
    if (known.has(row[by]) && known.get(row[by]) !== row[index]) return false;
    known.set(row[by], row[index]);
  }
  return known.size > 1 && rows.length >= 3 * known.size;
}

/** Codes and addresses that no longer have the form of all others, if digits do not count: "…/entity/Q123". */
const otherForm: Check = ({ kind, isKey, aligned, index, after }, cells) => {
  if (isKey || (kind !== 'address' && kind !== 'code')) return undefined;
  const formOf = (text = ''): string => text.replace(/\d/g, '0');
  const filled = aligned.before.filter((row) => row[index] !== '');
  const [form = '', another] = new Set(filled.map((row) => formOf(row[index])));
  const isList = kind === 'code' && !form.includes('0'); // of words, such as a status
  if (another !== undefined || isList || filled.length <= 4) return undefined;
  return { kind: 'otherForm', cells: cells.filter((i) => after[i] !== '' && formOf(after[i]) !== form) };
};

/** The checks of numbers and codes, in the order in which they explain changes. */
export const numberChecks: Check[] = [
  signChanged,
  decimalPoint,
  digitTyped,
  zeroed,
  scaled,
  filledDown,
  relabelled,
  rekeyed,
  otherForm,
];
