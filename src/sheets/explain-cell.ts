import type { Table } from '../csvw/metadata/table.js';
import { clip, type Problem, wordsOf } from '../problem.js';
import { plainLookAlike, strangeCharacter } from '../text/characters.js';
import { offer } from '../text/nearest.js';
import { mailAddress } from './addresses.js';
import texts from './messages.json' with { type: 'json' };
import { isPlaceholder, placeholderFix } from './suspicious-text.js';
import { type Fits, numberReading, severalValues } from './suspicious-values.js';
import { type ColumnKind, columnAt, kindOf } from './table-group.js';

export type { Fits };

/** Longest value that is reworded: the patterns of causes take too long for others. */
const longestValue = 2000;

/** Rewords an invalid value by its likely cause: a code that became a date, a decimal comma, a Cyrillic letter. */
export function explainCell(problem: Problem, table: Table, fits: Fits): Problem {
  const { code, fix, where } = problem;
  const column = columnAt(table, where.column);
  const value = where.value;
  if (!column || value === undefined || (code !== 'datatype' && code !== 'foreign-key')) {
    const known = (texts.fixes as Record<string, string>)[code];
    return fix === undefined && known !== undefined ? { ...problem, fix: known } : problem;
  }
  const kind = kindOf(column, table);
  if (isPlaceholder(value))
    return { ...problem, ...wordsOf(texts.placeholder, { text: clip(value) }), fix: placeholderFix(column) };
  if (value.length > longestValue) return { ...problem, fix: fix ?? texts.oneCell.fix };
  const special =
    severalValues(value, kind, column, fits) ?? (kind === 'number' ? numberReading(value, column, fits) : undefined);
  if (special && !isDecimalComma(value)) return { ...problem, ...special };
  const meant = changesOf(value, kind).find((text) => text !== value && fits(column, text));
  if (meant === undefined && code === 'datatype' && /^=\S/.test(value))
    return { ...problem, ...wordsOf(texts.formulaText, { value: clip(value) }) };
  const suggestion = meant ?? problem.suggestion;
  const offered = suggestion === undefined ? problem : { ...problem, suggestion };
  return {
    ...offered,
    fix: fix ?? (suggestion === undefined ? texts.oneCell.fix : writeIt(suggestion)),
    ...readings[kind]?.(value, offered),
  };
}

const isDecimalComma = (value: string): boolean => /^-?\d+,\d+$/.test(value);

const writeIt = (text: string): string => `Write ${clip(text)}`;

type Reading = (value: string, problem: Problem) => Partial<Problem> | undefined;

const readings: Partial<Record<ColumnKind, Reading>> = {
  key(value, { code, message, suggestion }) {
    const values = { value: clip(value), message, suggestion, offer: offer(suggestion && clip(suggestion)) };
    if (isDate(value)) return wordsOf(texts.dateOfCode, values);
    if (/^[+-]?\d(?:[.,]\d+)?E[+-]?\d+$/i.test(value) || /^\d{16,}$/.test(value))
      return wordsOf(texts.longNumber, values);
    const flaw = addressFlaw(value);
    if (flaw !== undefined && /[\r\n\t]/.test(flaw)) return wordsOf(texts.lineInCode, values);
    if (flaw !== undefined && code !== 'foreign-key')
      return wordsOf(texts.brokenKey, { ...values, ...flawValues(flaw) });
    const strange = strangeCharacter(value);
    if (strange !== undefined && (code === 'datatype' || suggestion === plainLookAlike(value)))
      return wordsOf(texts.strangeCharacter, { ...values, strange });
    const lostZero = isLostZero(value) ? { fix: texts.codePattern.fix } : {};
    if (code === 'datatype') {
      const { fix: _, ...words } = wordsOf(texts.codePattern, values);
      return { ...words, ...lostZero };
    }
    if (suggestion === undefined) return undefined;
    const fix = writeIt(suggestion);
    if (suggestion.toLowerCase() === value.toLowerCase()) return { ...wordsOf(texts.capitals, values), fix };
    return { message: message.endsWith(values.offer) ? message : `${message}${values.offer}`, fix, ...lostZero };
  },
  address(value, { message, suggestion }) {
    const values = { value: clip(value), message, suggestion };
    if (suggestion?.startsWith('mailto:')) return wordsOf(texts.mailAddress, values);
    if (mailAddress(value) !== undefined) return wordsOf(texts.noAddress, values); // the column has no e-mail addresses
    if (/\s/.test(value) && !/^[a-z][a-z\d+.-]*:|^\.\.\//i.test(value)) return wordsOf(texts.noAddress, values);
    const flaw = addressFlaw(value.replace(/^(?:\.\.\/)+/, ''));
    if (flaw !== undefined) return wordsOf(texts.brokenAddress, { ...values, ...flawValues(flaw) });
    return /^https?:/i.test(value) ? undefined : wordsOf(texts.noScheme, values);
  },
  number(value, { suggestion }) {
    if (!isDecimalComma(value) || suggestion === undefined) return undefined;
    const what = suggestion.includes('.') ? ' instead of a decimal point' : ', but must be a whole number';
    return { ...wordsOf(texts.decimalComma, { value: clip(value), what, suggestion }), expected: suggestion };
  },
  date(value) {
    const [one, other] = daysMeant(value);
    if (one === undefined || other === undefined) return undefined;
    return { ...wordsOf(texts.ambiguousDate, { value: clip(value), one, other }), expected: 'year-month-day' };
  },
};

/** Finds the first part of a text that would end or change the IRI that it becomes part of. */
const addressFlaw = (text: string): string | undefined => /[\s<>{}"\\^`|]|%(?![\dA-Fa-f]{2})|\.\.\//.exec(text)?.[0];

const flawWords: Record<string, string> = texts.flaws;

const flawValues = (flaw: string) => ({ flaw: flawWords[flaw] ?? `"${flaw}"`, escaped: encodeURIComponent(flaw) });

/** True for "1", which may have been "001". */
const isLostZero = (value: string): boolean => /^\d+$/.test(value);

/** True for "3-Apr", "Mar-04", "2026-03-04", "04/03/2026". */
const isDate = (value: string): boolean =>
  /^(?:\d{1,2}-)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:-\d{2,4})?$|^\d{4}-\d\d-\d\d|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/i.test(
    value,
  );

/** Returns possible corrections, the most likely first: another alphabet, capitals, leading zeros. */
function changesOf(value: string, kind: ColumnKind): string[] {
  if (kind === 'number') return [value.replace(',', '.'), value.replace(/,0+$/, '')];
  if (kind === 'address') return [`mailto:${mailAddress(value)}`];
  const days = kind === 'date' ? daysMeant(value) : [];
  if (days.length > 0) return days.length === 1 ? days : [];
  const plain = plainLookAlike(value);
  const unwrapped = plain.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''); // '13.1 and ="13.1"
  const named = kind === 'key' ? [/^\S+?(?=\s*[·:–—]|-?\s)/.exec(plain)?.[0] ?? plain] : []; // 10.7 - Facilitate …
  const hasZeros = (kind === 'key' || kind === 'code') && /^\d+$/.test(value);
  const padded = hasZeros ? [1, 2, 3].map((zeros) => '0'.repeat(zeros) + value) : [];
  const booleans = Object.entries(texts.booleans).flatMap(([text, words]) =>
    words.includes(value.trim().toLowerCase()) ? [text] : [],
  );
  return [
    plain,
    plain.toLowerCase(),
    plain.toUpperCase(),
    plain.replace(/\s+/g, ''),
    unwrapped,
    ...padded,
    ...named,
    ...booleans,
  ];
}

/**
 * Returns the days that a date can mean, as year-month-day: two for "03/04/2026", one for "25/12/2026". In "10.03.2026"
 * the day comes first, because of the points.
 */
function daysMeant(text: string): string[] {
  const [, one = '', point = '', other = '', year = ''] = /^(\d\d?)([/.-])(\d\d?)\2(\d{4}|\d\d)$/.exec(text) ?? [];
  const century = year.length === 2 ? '20' : '';
  const isMonth = (digits: string): boolean => Number(digits) >= 1 && Number(digits) <= 12;
  const day = (month: string, date: string): string =>
    `${century}${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const dayFirst = isMonth(other) ? [day(other, one)] : [];
  const monthFirst = isMonth(one) && point !== '.' ? [day(one, other)] : [];
  return [...new Set([...monthFirst, ...dayFirst])];
}

/** Offers the codes that a number can stand for: 10.1 and 10.10 are the same number. References must exist. */
export function withPossibleCodes(problem: Problem, table: Table, fits: Fits): Problem {
  const { code, severity, message, where } = problem;
  const column = columnAt(table, where.column);
  const number = /^\d{1,12}\.\d{1,3}$/.exec(where.value ?? '')?.[0];
  if (code !== 'numeric-code' || severity !== 'error' || !column || number === undefined) return problem;
  const codes = [number, `${number}0`].filter((text) => fits(column, text)).map((text) => `"${text}"`);
  return codes.length === 0 ? problem : { ...problem, message: `${message}. Did you mean ${codes.join(' or ')}?` };
}

/** Explains a duplicate `10.1` if `10.10` is missing: a spreadsheet program most likely removed the zero. */
export function withLostZero(problem: Problem, keys: Set<string>, fits: (text: string) => boolean): Problem {
  const { value = '' } = problem.where;
  const longer = `${value}0`;
  if (problem.code !== 'duplicate-id' || !/^\d+\.\d*[1-9]$/.test(value) || keys.has(longer) || !fits(longer))
    return problem;
  return { ...problem, ...wordsOf(texts.lostZero, { message: problem.message, longer, value }), suggestion: longer };
}
