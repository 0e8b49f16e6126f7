import { differenceOf } from '../text/nearest.js';
import { fold } from '../text/search/normalize.js';
import { type ChangedColumn, type Check, most, mostOf, nextOf } from './changed-column.js';

/** Changes of texts that people do not make on purpose: texts that were cut, or a character that was replaced everywhere. */

/** The other columns of the same property: the text in other languages. */
export const translationsOf = ({ column, index, aligned }: ChangedColumn): number[] =>
  aligned.columns.flatMap(({ column: { propertyUrl } }, at) =>
    at !== index && propertyUrl !== undefined && propertyUrl === column.propertyUrl ? at : [],
  );

/** Hyphens that a program replaced by dashes, in a code or inside a word, or that a person replaced everywhere. */
export const dashed: Check = ({ kind, before, after }, cells) => {
  const dash = kind === 'text' ? /\p{L}[–—_]\p{Ll}/u : /[–—]/;
  const isDashed = (i: number): boolean => dash.test(after[i] as string) && undashed(after[i]) === undashed(before[i]);
  return { kind: 'dashed', cells: cells.filter(isDashed) };
};

const undashed = (text = ''): string => text.replace(/[–—_]/g, '-');

/** Texts that lost the accents of their letters: a program saved them in ASCII. */
export const unaccented: Check = ({ kind, before, after, filled }, cells, { run, cells: least, changedShare }) => {
  const accents = (text = ''): number => text.normalize('NFD').match(/[\u0300-\u036f]/g)?.length ?? 0;
  const isLost = (i: number): boolean =>
    accents(after[i]) < accents(before[i]) && fold(after[i] as string) === fold(before[i] as string);
  const found = kind === 'text' ? cells.filter(isLost) : [];
  if (found.length < run) return undefined;
  const isCertain = found.length >= Math.max(least, changedShare * filled);
  return { kind: 'accentsLost', cells: found, ...(isCertain && { severity: 'error' }) };
};

/** Texts that lost their end or their beginning, texts that a key replaced, and texts whose letters became question marks. */
export const cut: Check = ({ kind, before, after }, cells, { run }) => {
  if (kind !== 'text' && kind !== 'address') return undefined;
  const [old, now] = [(i: number): string => before[i] as string, (i: number): string => after[i] as string];
  const isTypedOver = (i: number): boolean =>
    (/^\p{L}$/u.test(now(i)) && old(i).length >= shortText) || (/^.{1,2}$/.test(now(i)) && old(i).length >= longText);
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
export const renumbered: Check = (column, cells) => {
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

const shortText = 5; // characters; one letter in its place is an accident
const longText = 12; // two letters

/**
 * Letters, digits and signs that are gone from a whole column: a program replaced them everywhere. Of the spaces between
 * words, one text without them is enough.
 */
export const characterGone: Check = ({ kind, before, after }, cells, { cells: least }) => {
  if (kind === 'number') return undefined;
  const joined = kind === 'text' ? cells.filter((i) => isJoined(before[i] as string, after[i] as string)) : [];
  if (joined.length > 0) return { kind: 'characterGone', cells: joined, values: { character: ' ' } };
  if (cells.length < least) return undefined;
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

/** True if something replaced the spaces between at least three words, or if they are gone. */
function isJoined(before: string, after: string): boolean {
  const come = (before.match(/\p{L} (?=\p{L})/gu) ?? []).length > 1 ? replacementOf(' ', before, after) : undefined;
  return come !== undefined && !/\s/.test(come);
}

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
export const replaced: Check = ({ kind, before, after, filled }, cells, { cells: least, changedShare }) => {
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
