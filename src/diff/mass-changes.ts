import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import { fold } from '../search/normalize.js';
import { asStored } from '../sheets/damaged-codes.js';
import { ownValue } from '../sheets/own-properties.js';
import { differenceOf } from '../text/nearest.js';
import {
  type ChangedColumn,
  type Check,
  isCorrection,
  type MassChange,
  most,
  mostOf,
  nextOf,
  overlap,
  type Thresholds,
} from './changed-column.js';
import { copiedCells } from './copied-cells.js';
import { dragged } from './dragged-cells.js';
import { dateJumped, datesMoved, jumped, numberChecks, versionOrder } from './number-changes.js';
import defaults from './thresholds.json' with { type: 'json' };

/** Kinds of mass changes in one column. Each check gets the changed cells that no check before it has explained. */

/** Returns the thresholds of a table: from its description in tables.json (`"…#changedShare": 0.5`), the group or the defaults. */
export const thresholdsOf = (table: Table, group: TableGroup): Thresholds =>
  given(table.common, given(group.common, defaults));

/** Returns the thresholds that the properties of a column, a table or a group give. */
const given = (common: Table['common'], otherwise: Thresholds): Thresholds =>
  Object.fromEntries(
    Object.entries(otherwise).map(([name, value]) => {
      const own = ownValue(common, name);
      return [name, typeof own === 'number' ? own : value];
    }),
  ) as Thresholds;

/** Codes that a spreadsheet program stored as numbers. One cell is enough, because the older code is known. */
const damaged: Check = ({ kind, before, after }, cells) => {
  const isText = kind !== 'number' && kind !== 'date';
  return { kind: 'damagedCode', cells: cells.filter((i) => isText && asStored(before[i] as string) === after[i]) };
};

/** Values that are now in other rows: a column that was sorted on its own, or cells that were inserted or deleted. */
const moved: Check = (column, cells, { moved: least, changedShare, cells: leastCells }) => {
  const was = cells.map((i) => column.before[i] as string);
  const is = cells.map((i) => column.after[i] as string);
  const distinct = new Set(was).size;
  const isUnique = distinct * 2 >= was.length;
  const share = distinct > 2 ? 0 : changedShare; // yes and no can be exchanged on purpose
  const floor = isUnique ? least : Math.max(2 * leastCells, share * column.before.length);
  const same = overlap(is, was);
  if (distinct < 2 || same < floor || same < 0.8 * cells.length) return undefined;
  const step = shiftOf(column, cells);
  if (step === undefined) return { kind: 'moved', cells };
  const [direction, rows] = [step > 0 ? 'down' : 'up', Math.abs(step)];
  return { kind: 'shifted', cells, values: { direction, step: rows === 1 ? '1 row' : `${rows} rows` } };
};

/** Returns by how many rows the values of a column moved down, if it is the same number for most of them. */
function shiftOf({ aligned: { before, pairs }, index, after }: ChangedColumn, cells: number[]): number | undefined {
  const isMoved = (i: number, step: number): boolean => before[(pairs[i]?.to ?? 0) - step]?.[index] === after[i];
  return [1, -1, 2, -2, 3, -3].find((step) => cells.filter((i) => isMoved(i, step)).length >= 0.8 * cells.length);
}

/**
 * Cells that lost their value: many, all, a value of a column that was complete, values that followed each other, or a
 * code or translation of a row that did not change otherwise.
 */
const emptied: Check = (column, cells, { cells: leastCells, changedShare, moved: least }) => {
  const { before, after, filled, index, aligned } = column;
  const found = cells.filter((i) => after[i] === '');
  const isOnly = (i: number): boolean =>
    aligned.columns.every((_, at) => {
      const now = aligned.pairs[i]?.after[at];
      return at === index || now === aligned.pairs[i]?.before[at] || (now === '' && column.kind === 'text');
    });
  const [first = 0, last = 0] = [found[0], found.at(-1)];
  const isAll = found.length === filled && filled > 2;
  const isRun =
    found.length > 1 && found.every(isOnly) && before.slice(first, last + 1).filter(Boolean).length === found.length;
  const isAlone = (column.kind !== 'text' || translationsOf(column).length > 0) && found.every(isOnly);
  const isMost =
    isAll || isRun || isAlone || found.length >= Math.max(least, changedShare * filled) || filled === before.length;
  if (!isMost || before.length <= 2) return undefined;
  const isCertain = isAll && filled >= leastCells;
  return { kind: 'emptied', cells: found, values: { filled }, ...(isCertain && { severity: 'error' }) };
};

/** The other columns of the same property: the text in other languages. */
const translationsOf = ({ column, index, aligned }: ChangedColumn): number[] =>
  aligned.columns.flatMap(({ column: { propertyUrl } }, at) =>
    at !== index && propertyUrl !== undefined && propertyUrl === column.propertyUrl ? at : [],
  );

/** Values of other cells. */
const copied: Check = (column, cells) => ({ kind: 'repeated', cells: copiedCells(column, cells) });

/** Hyphens that a program replaced by dashes: in a code, or inside a word. */
const dashed: Check = ({ kind, before, after }, cells) => {
  const dash = kind === 'text' ? /\p{L}[–—]\p{Ll}/u : /[–—]/;
  const isDashed = (i: number): boolean => dash.test(after[i] as string) && undashed(after[i]) === undashed(before[i]);
  return { kind: 'dashed', cells: cells.filter(isDashed) };
};

const undashed = (text = ''): string => text.replace(/[–—]/g, '-');

/** Texts that lost the accents of their letters: a program saved them in ASCII. */
const unaccented: Check = ({ kind, before, after, filled }, cells, { run, cells: least, changedShare }) => {
  const accents = (text = ''): number => text.normalize('NFD').match(/[\u0300-\u036f]/g)?.length ?? 0;
  const isLost = (i: number): boolean =>
    accents(after[i]) < accents(before[i]) && fold(after[i] as string) === fold(before[i] as string);
  const found = kind === 'text' ? cells.filter(isLost) : [];
  if (found.length < run) return undefined;
  const isCertain = found.length >= Math.max(least, changedShare * filled);
  return { kind: 'accentsLost', cells: found, ...(isCertain && { severity: 'error' }) };
};

/** Texts that lost their end or their beginning, texts that a key replaced, and texts whose letters became question marks. */
const cut: Check = ({ kind, before, after }, cells, { run }) => {
  if (kind !== 'text' && kind !== 'address') return undefined;
  const [old, now] = [(i: number): string => before[i] as string, (i: number): string => after[i] as string];
  const isTypedOver = (i: number): boolean => /^.{1,2}$/.test(now(i)) && old(i).length >= longText;
  const typedOver = cells.filter(isTypedOver);
  if (typedOver.length > 0) return { kind: 'typedOver', cells: typedOver };
  const ended = cells.filter((i) => now(i) !== '' && old(i).startsWith(now(i)) && now(i).length < 0.9 * old(i).length);
  const isMass = ended.length >= run && ended.length >= most * cells.length;
  const isTorn = kind === 'text' ? isTornText : isTornAddress;
  const found = isMass ? ended : cells.filter((i) => isTorn(old(i), now(i)));
  if (found.length > 0) return { kind: 'cut', cells: found };
  const lost = cells.filter((i) => /[^\0-~]/.test(old(i)) && old(i).replace(/[^\0-~]/g, '?') === now(i));
  return lost.length >= run ? { kind: 'lettersLost', cells: lost } : undefined;
};

const fewLetters = 4; // fewer are an ending: "clients" and "client"
const sentence = 40; // characters from which a text is not a name, which a person shortens by a word

/** True if a text ends or begins inside a word or a sentence of the older text. A deleted clause or bracket is an edit. */
function isTornText(old: string, now: string): boolean {
  if (now === '' || old.length - now.length < fewLetters) return false;
  if (old.startsWith(now)) {
    const rest = old.slice(now.length);
    const isInWord = /[\p{L}\p{M}]$/u.test(now) && /^\p{L}/u.test(rest);
    const isInSentence = /[\p{L}\p{N}]$/u.test(now) && /^\s[\p{L}\p{N}]/u.test(rest) && old.length >= sentence;
    return isInWord || isInSentence || /^\s?\p{L}.*[(,:;–-]$/su.test(now);
  }
  if (!old.endsWith(now)) return false;
  const isInWord = /\p{L}$/u.test(old.slice(0, -now.length)) && /^\p{L}/u.test(now);
  return isInWord || /^[)\],;:.]/.test(now) || (/^\p{Ll}/u.test(now) && /^\p{Lu}/u.test(old));
}

/** True if an address ends inside a part of its path. The address of a folder or a site is an edit. */
const isTornAddress = (old: string, now: string): boolean =>
  old.startsWith(now) && /\w$/.test(now) && /^[\w.%-]/.test(old.slice(now.length));

/** Texts in which only a number changed, although the other languages, or other rows if it counts up, still have the old one. */
const renumbered: Check = (column, cells) => {
  const { kind, aligned, before, after } = column;
  if (kind !== 'text') return undefined;
  const others = translationsOf(column);
  const found = cells.filter((i) => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (old.replace(/\d+/g, '#') !== now.replace(/\d+/g, '#')) return false;
    const { gone, come } = differingNumbers(old, now);
    const translations = others.map((at) => numbersIn(aligned.pairs[i]?.after[at] ?? ''));
    const has = (number: string): boolean => translations.some((numbers) => numbers.includes(number));
    return gone.some(has) ? !come.some(has) : nextOf(old) === now && after.includes(old);
  });
  return found.length > 0 ? { kind: 'renumbered', cells: found } : undefined;
};

const numbersIn = (text: string): string[] => text.match(/\d+/g) ?? [];

function differingNumbers(old: string, now: string): { gone: string[]; come: string[] } {
  const [one, other] = [numbersIn(old), numbersIn(now)];
  return { gone: one.filter((number, i) => number !== other[i]), come: other.filter((number, i) => number !== one[i]) };
}

const longText = 12; // characters; two letters in its place are an accident

/** Letters, digits and signs that are gone from a whole column: a program replaced them everywhere. */
const characterGone: Check = ({ kind, before, after }, cells, { cells: least }) => {
  if (kind === 'number' || cells.length < least) return undefined;
  const left = new Set(after.join(''));
  const gone = cells.flatMap((i) =>
    [...new Set(before[i])].flatMap((one): [string, number][] => {
      const come =
        left.has(one) || !alphabetic.test(one)
          ? undefined
          : replacementOf(one, before[i] as string, after[i] as string);
      return come === undefined || /^\p{Pd}$/u.test(come) ? [] : [[one, i]];
    }),
  );
  const { key: character, cells: found } = mostOf([...gone.keys()], (at) => gone[at]?.[0]);
  return found.length < least
    ? undefined
    : { kind: 'characterGone', cells: found.map((at) => gone[at]?.[1] as number), values: { character } };
};

/** Returns the text that replaced a character everywhere in a text. Undefined if there are other changes. */
function replacementOf(character: string, before: string, after: string): string | undefined {
  const parts = before.split(character);
  const length = character.length + (after.length - before.length) / (parts.length - 1);
  const start = (parts[0] as string).length;
  const come = after.slice(start, start + length);
  return Number.isInteger(length) && parts.join(come) === after ? come : undefined;
}

/** Not the characters of Chinese, of which a replaced word takes some away, and not quotation marks and spaces. */
const alphabetic = /[\p{N}\p{Pd}_&/%@#€*°]|(?!\p{Script=Han})\p{L}/u;

/**
 * The same replacement in many cells, if it changed parts of several words, which a person would hardly do on purpose. In
 * whole words, it must have changed most cells. Changed punctuation and added ends do not count.
 */
const replaced: Check = ({ kind, before, after, filled }, cells, { cells: least, changedShare }) => {
  if (kind !== 'text') return undefined;
  const found = mostOf(cells, (i) => {
    const { gone, come, start, end } = differenceOf(before[i] as string, after[i] as string);
    const isAdded = gone === '' && (start === 0 || end === 0);
    return isAdded || !/[\p{L}\p{N}]/u.test(gone + come) ? undefined : JSON.stringify([gone, come]);
  });
  const words = new Map(found.cells.map((i) => [i, changedWords(before[i] as string, after[i] as string)]));
  const distinct = new Set([...words.values()].map((pair) => pair.join('\n').toLowerCase()));
  const share = distinct.size > 1 ? changedShare : 2 * changedShare;
  if (found.cells.length < Math.max(least, share * filled)) return undefined;
  const [gone, come] = words.get(found.cells[0] as number) as [string, string];
  return { kind: 'replaced', cells: found.cells, values: { gone, come } };
};

/** Returns the words that differ in two texts, completely. */
function changedWords(before: string, after: string): [string, string] {
  const { start, end } = differenceOf(before, after);
  const first = before.slice(0, start).search(/(?<![\p{L}\p{N}])[\p{L}\p{N}]*$/u);
  const rest = before.slice(before.length - end).search(/[^\p{L}\p{N}]|$/u);
  return [before.slice(first, before.length - end + rest), after.slice(first, after.length - end + rest)];
}

/**
 * More changed cells than a steward usually changes. Corrections of a text or small changes of a number do not count. If
 * the share is 0, each change of a value is reported, because the values are facts.
 */
const many: Check = ({ kind, isKey, aligned, before, after }, cells, { cells: least, changedShare }) => {
  const isIdentity = isKey && aligned.columns.filter((one) => one.isKey).length === 1;
  const found = cells.filter((i) => {
    const [old, now] = [before[i] as string, after[i] as string];
    if (old === '' || now === '') return false; // filling cells is normal, and empty cells have their own check
    if (changedShare === 0) return true;
    if (kind === 'number') return Math.abs(Number(now) - Number(old)) > 0.1 * Math.abs(Number(old));
    return kind !== 'text' || !isCorrection(old, now);
  });
  const isMany = changedShare === 0 || found.length >= Math.max(least, changedShare * before.length);
  const isTypo = (i: number): boolean => {
    const { gone, come } = differenceOf(before[i] as string, after[i] as string);
    return Math.max(gone.length, come.length) <= 2 && /\D/.test(gone + come);
  };
  if (!isMany) return isIdentity && found.length <= 2 ? { kind: 'otherKey', cells: found.filter(isTypo) } : undefined;
  return { kind: isKey ? 'manyKeys' : 'many', cells: found, values: { rows: before.length } };
};

const checks: Check[] = [
  damaged,
  datesMoved,
  versionOrder,
  moved,
  emptied,
  ...numberChecks,
  dragged,
  unaccented,
  dashed,
  copied,
  jumped,
  dateJumped,
  cut,
  renumbered,
  characterGone,
  replaced,
  many,
];

/** Returns the mass changes of a column. */
export function massChanges(column: ChangedColumn, cells: number[], thresholds: Thresholds): MassChange[] {
  const found: MassChange[] = [];
  const least = given(column.column.common, thresholds);
  let left = cells;
  for (const check of checks) {
    const change = left.length > 0 ? check(column, left, least) : undefined;
    if (!change || change.cells.length === 0) continue;
    found.push(change);
    const explained = new Set(change.cells);
    left = left.filter((i) => !explained.has(i));
  }
  return found;
}
