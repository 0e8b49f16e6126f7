import type { Column } from '../csvw/metadata/column.js';
import { clip, grouped, type Place, type Problem, problemOf, type Severity } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import data from './suspicious-text.json' with { type: 'json' };
import type { ColumnKind } from './table-group.js';

/**
 * Finds texts that are not real values (placeholders, errors of programs) and remains of markup and of spreadsheets inside
 * texts. suspicious-text.json lists them.
 */

/** A column of a sheet: its position and its kind. */
export interface SheetColumn {
  column: Column;
  index: number;
  kind: ColumnKind;
}

const compile = (patterns: string[]): RegExp => new RegExp(patterns.join('|'));

const errorPattern = compile(data.errors);
const junkPattern = compile(data.junk);
const programs = new Set(data.placeholders.programs);
const { programs: _, ...byLanguage } = data.placeholders;

/** Ignores capitals, spaces, and brackets and punctuation around a text: "[TBD…]" is "tbd". */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .replace(/^[\s([{<*"«“]+|[\s)\]}>*"»”.:;!…？?。]+$/gu, '');

/** How certain a word is a placeholder. Doubtful words are also names: "unknown". A key may have been pressed: "v", "ss". */
type Filler = 'certain' | 'test' | 'doubtful' | 'key';

const fillers = new Map<string, Filler>([
  ...data.doubtful.map((word): [string, Filler] => [fold(word), 'doubtful']),
  ...data.tests.map((word): [string, Filler] => [fold(word), 'test']),
  ...Object.values(byLanguage)
    .flat()
    .map((word): [string, Filler] => [fold(word), 'certain']),
]);

const remarkPattern = new RegExp(data.remarks.join('|'), 'u');
const longestPlaceholder = 60;

/** Letters without spaces. Chinese and Japanese have no spaces between words. */
const longWord = new RegExp(`[A-Za-z\\u00c0-\\u052f\\u0620-\\u06ff]{${data.longest.word},}`);

/** True for the errors of spreadsheet programs ("#REF!", "Err:502") and the # signs of a column that is too narrow. */
export const isErrorValue = (text: string): boolean =>
  text.length <= longestPlaceholder && data.errorStarts.includes(text.charAt(0)) && errorPattern.test(text);

const loremIpsum = /^lorem ipsum\b/i;

function fillerOf(text: string): Filler | undefined {
  if (text.length > longestPlaceholder) return loremIpsum.test(text.slice(0, 12)) ? 'certain' : undefined;
  const small = text.toLowerCase();
  const isOfProgram = programs.has(text) || (/^[[(<{]/.test(text) && programs.has(small));
  if (isOfProgram || junkPattern.test(small)) return 'certain';
  const folded = fold(text);
  return folded === '' ? 'certain' : (fillers.get(folded) ?? (pressedKey.test(text) ? 'key' : undefined));
}

/** A letter, a digit, or a lowercase letter twice. In Chinese, one character can be a word. */
const pressedKey = /^(?:[A-Za-z0-9\u0400-\u04ff\u0620-\u064a]|([a-z\u0430-\u044f])\1)$/;

/** True if a text that is not a valid code or number only fills a cell. */
export function isPlaceholder(text: string): boolean {
  const filler = text === '' ? undefined : fillerOf(text);
  return filler !== undefined && filler !== 'key';
}

/** Returns a function that finds a fault of a text in a row. `columns` are all columns of the sheet. */
export function createTextJudge(columns: SheetColumn[], mayHaveMarkup: boolean) {
  const siblings = new Map(columns.map(({ column }) => [column, siblingsOf(column, columns)]));
  const keys = columns.filter(({ kind, column }) => kind === 'key' && column.separator === undefined);
  return (text: string, column: Column, cells: string[], where: () => Place): Problem | undefined => {
    if (column.suppressOutput) return undefined;
    const others = () => (siblings.get(column) ?? []).flatMap((index) => cells[index] || []);
    for (const item of column.separator === undefined ? [text] : text.split(column.separator)) {
      const filler = fillerOf(item);
      const problem = filler && fillerProblem(item, filler, column, others(), where);
      if (problem) return problem;
    }
    const long = text.length > data.longest.word ? lengthProblem(text, column, where) : undefined;
    if (long) return long;
    const hasResidue = !mayHaveMarkup && text.length <= data.longest.text && mayHaveResidue.test(text);
    return (
      (hasResidue ? residueProblem(text, others(), column.lang, where) : undefined) ??
      typingProblem(text, where) ??
      (column.lang === 'und'
        ? undefined
        : strayContent(
            text,
            keys.map(({ index }) => cells[index] ?? ''),
            others(),
            where,
          ))
    );
  };
}

/** Shortest text that is not there twice on purpose: "Bora Bora". */
const shortestCopy = 12;

/** Three words with capitals, of which the first begins with a small letter. */
const capsLock = /^\p{Ll}\p{Lu}+(?:\P{L}+\p{Lu}+){2}(?!\p{Ll})/u;

/** Reports a text that was pasted twice, or typed with Caps Lock on. */
function typingProblem(text: string, where: () => Place): Problem | undefined {
  const half = text.slice(0, text.length >> 1);
  if (half.length >= shortestCopy && text.endsWith(half))
    return { ...problemOf(texts.pastedTwice, where()), suggestion: half.trim() };
  if (!capsLock.test(text)) return undefined;
  const meant = text.replace(/\p{L}/gu, (one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase()));
  return { ...problemOf(texts.capsLock, where()), fix: `Write ${clip(meant)}`, suggestion: meant };
}

/** Reports remarks of editors, the code of the row in front of its name, and numbers and dates in a column of texts. */
function strayContent(text: string, keys: string[], others: string[], where: () => Place): Problem | undefined {
  const remark = remarkPattern.exec(text)?.[0].trim();
  if (remark !== undefined && !others.some((other) => other.includes(remark)))
    return problemOf(texts.remark, where(), { found: clip(remark) });
  if (/\p{L}/u.test(text)) {
    const mark = others.length > 0 ? listMark.exec(text)?.[0] : undefined;
    const before = mark ?? keys.map((key) => codeBefore(text, key)).find(Boolean);
    if (before === undefined || others.some((other) => other.startsWith(before) || listMark.test(other)))
      return undefined;
    return {
      ...problemOf(texts.codeInText, where(), { code: clip(before.trim()) }),
      suggestion: text.slice(before.length),
    };
  }
  return numberOrDate.test(text) && others.every((other) => /\p{L}/u.test(other))
    ? problemOf(texts.noLetters, where(), { text: clip(text) })
    : undefined;
}

const numberOrDate = /^[\s.,:/%–-]*\d[\d\s.,:/%–-]*$/;

const listMark = /^(?:[-–—*·▪]|\d{1,2}[.)])\s+/;

/** Returns the code of a row in front of its name: "10.7 ", or "Target 10.7: ". */
function codeBefore(text: string, key: string): string | undefined {
  const at = key.length > 1 && /\d/.test(key) ? text.indexOf(key) : -1;
  const rest = text.slice(at + key.length);
  const isFirst = at === 0 && /^[\s.:)–-]+\p{L}/u.test(rest);
  if (at < 0 || !(isFirst || (rest.startsWith(':') && /^\p{L}+\s$/u.test(text.slice(0, at))))) return undefined;
  return text.slice(0, at + key.length) + (/^[\s.:)–-]+/.exec(rest)?.[0] ?? '');
}

/** Reports texts and words of absurd length. */
function lengthProblem(text: string, { datatype }: Column, where: () => Place): Problem | undefined {
  const { text: most, word } = data.longest;
  if (text.length > most && datatype.maxLength === undefined && datatype.length === undefined)
    return problemOf(texts.longText, where(), { count: grouped(text.length), most: grouped(most) });
  const found = mayHaveLongWord(text, word) ? longWord.exec(text)?.[0] : undefined;
  return found !== undefined && found.length > word
    ? problemOf(texts.longWord, where(), { count: grouped(found.length) })
    : undefined;
}

/** True if a text has this many characters without a space. Looks only for a space before each possible end. */
function mayHaveLongWord(text: string, length: number): boolean {
  for (let start = 0; start + length <= text.length; ) {
    const space = text.lastIndexOf(' ', start + length - 1);
    if (space < start) return true;
    start = space + 1;
  }
  return false;
}

/** Positions of the columns with the same property in other languages. */
const siblingsOf = ({ propertyUrl, lang }: Column, columns: SheetColumn[]): number[] =>
  columns.flatMap(({ column, index }) =>
    column.propertyUrl !== undefined && column.propertyUrl === propertyUrl && column.lang !== lang ? index : [],
  );

/** Says what to do about a placeholder. */
export const placeholderFix = ({ required }: Column): string =>
  required ? texts.placeholder.fix : texts.phrases.fillOrEmpty;

/** Longest text that can be the counterpart of "unknown" in another language. */
const longestName = 20;

/** Question marks from which a text has lost its letters. Fewer are a placeholder. */
const fewestMarks = 4;

/** Reports a placeholder. A doubtful word is a name if other languages say the same, or if it is the only name. */
function fillerProblem(
  text: string,
  filler: Filler,
  column: Column,
  others: string[],
  where: () => Place,
): Problem | undefined {
  const real = others.filter((other) => fillerOf(other) === undefined);
  const isReal = real.length * 2 > others.length && real.some((other) => other.length > longestName);
  const isCertain = filler === 'certain' || isReal;
  const isName = real.length < others.length || (others.length === 0 && column.required);
  if (!isCertain && (filler === 'key' || (filler === 'doubtful' && isName))) return undefined;
  if (isCertain && text.split('?').length > fewestMarks && !/[\p{L}\p{N}]/u.test(text))
    return problemOf(texts.questionMarks, where(), { text: clip(text) });
  const wording = filler === 'key' ? texts.strayLetter : isCertain ? texts.placeholder : texts.likelyPlaceholder;
  const problem = problemOf(wording, where(), { text: clip(text) });
  return { ...problem, fix: placeholderFix(column) };
}

/** A kind of remains, in suspicious-text.json: how it is found, and what replaces it. */
interface Residue {
  what: string;
  find: string; // a pattern
  sign?: string; // must be in the text
  letters?: string; // one of these must be in the text
  ends?: string; // one of these must be at the end
  by?: string | null; // replaces it
  decode?: keyof typeof decoders; // replaces it, too
  severity?: 'error' | 'warning';
  isAbsentElsewhere?: boolean | 'at the end'; // only if no other language has it
  needsOthers?: boolean; // only if the row has other languages
  exceptIn?: string; // not in this language
}

const entities: Record<string, string> = data.entities;
const ofCode = (digits: string, radix: number): string => {
  const code = Number.parseInt(digits, radix);
  return code === 160 || code < 32 ? ' ' : code <= 0x10ffff ? String.fromCodePoint(code) : '';
};

const decoders = {
  entity(found: string) {
    const name = found.slice(1, -1);
    if (name.startsWith('#')) return /^#x/i.test(name) ? ofCode(name.slice(2), 16) : ofCode(name.slice(1), 10);
    return entities[name] ?? entities[name.toLowerCase()] ?? found;
  },
  escape: (found: string) => ofCode(found.slice(2, -1), 16),
  backslash: (found: string) => ofCode(found.slice(2), 16),
  percent(found: string) {
    try {
      return decodeURIComponent(found);
    } catch {
      return found;
    }
  },
};

const given = data.residues as Residue[];

const residues = given.map(({ sign = '', ends = '', severity = 'error', by, decode, ...residue }) => ({
  ...residue,
  sign,
  ends,
  severity,
  pattern: new RegExp(residue.find, /^(?:spreadsheet|footnote|letter)/.test(residue.what) ? 'gu' : 'giu'),
  replace: decode
    ? decoders[decode]
    : typeof by === 'string' && ((_: string, one: string) => by.replace('$1', () => one)),
}));

const signs = given.map(({ sign, letters, ends }) => letters ?? (ends ? '' : `\\${sign?.[0]}`)).join('');
const lastSigns = given.map(({ ends }) => ends ?? '').join('');

/** Matches texts that can have remains. Most texts do not have these characters. */
const mayHaveResidue = new RegExp(`[${signs}]|[${lastSigns}\\s]$|^\\s|\\s\\s`);

const extraSpaces = /(?<![ÃÂ])[^\S\r\n]{2,}/g; // after these letters, a space can be half of a garbled letter

/** Returns a problem of the first remains of markup or of a spreadsheet in a text, with the cleaned text. */
function residueProblem(text: string, others: string[], lang: string, where: () => Place): Problem | undefined {
  let clean = text;
  let first: { what: string; severity: Severity; found: string; at: number } | undefined;
  for (const { what, severity, sign, ends, pattern, replace, isAbsentElsewhere, needsOthers, exceptIn } of residues) {
    const isPossible = clean.includes(sign) && (ends === '' || ends.includes(clean.slice(-1)));
    if (
      !isPossible ||
      (needsOthers && others.length === 0) ||
      (exceptIn && (lang === 'und' || lang.startsWith(exceptIn)))
    )
      continue;
    pattern.lastIndex = 0;
    const found = pattern.exec(clean)?.[0].trim();
    const isThere = (other: string): boolean =>
      isAbsentElsewhere === true ? other.includes(found ?? '') : other.search(pattern) >= 0;
    if (found === undefined || (isAbsentElsewhere && others.some(isThere))) continue;
    const at = text.indexOf(found);
    if (!first || (at >= 0 && at < first.at)) first = { what, severity, found, at };
    clean = replace ? clean.replace(pattern, replace) : '';
    if (clean === '') break;
  }
  const tidy = clean.replace(extraSpaces, ' ').trim();
  if (!first && tidy === text) return undefined;
  const problem = first
    ? { ...problemOf(texts.residue, where(), { ...first, found: clip(first.found) }), severity: first.severity }
    : problemOf(texts.extraSpaces, where());
  if (tidy === '' || tidy === text) return problem;
  return { ...problem, fix: `Write ${clip(tidy)}`, suggestion: tidy };
}
