import type { Fault } from '../csvw/stream/byte-cells.js';
import { clip } from '../problem.js';
import { nameOf } from '../text/characters.js';

/** Interprets the text of cells: values, numbers and periods. */

/** Content of a cell in the value column. */
export type Value =
  | { kind: 'number'; lexical: string; type: 'decimal' | 'double' }
  | { kind: 'bound'; sign: '<' | '<=' | '>' | '>='; lexical: string }
  | { kind: 'missing' }
  | { kind: 'broken' };

/** Words for a missing value. A missing value is not zero. */
const missing = new Set(['', 'N', 'NA', 'N/A', 'NAN', 'NULL', 'NONE', '-', '..', '...', '…']);

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const grouped = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/; // "0,123" has a decimal comma
const exponent = /^([+-]?)(\d+)(?:\.(\d*))?[eE]([+-]?\d{1,3})$/;
const bound = /^(<=|>=|<|>|≤|≥)\s*(.+)$/;
const mostZeros = 40; // beyond this, a number with an exponent becomes a double

/** Reads a value. Digits are kept exactly, because numbers are never converted to floating point. */
export function readValue(given: string): Value {
  const text = trimmed(given);
  if (missing.has(text.toUpperCase())) return { kind: 'missing' };
  const [, sign, rest = ''] = bound.exec(text) ?? [];
  if (sign === undefined) return readNumber(text);
  const number = readNumber(rest);
  if (number.kind !== 'number' || number.type !== 'decimal') return { kind: 'broken' };
  const ascii = sign === '≤' ? '<=' : sign === '≥' ? '>=' : (sign as '<' | '<=' | '>' | '>=');
  return { kind: 'bound', sign: ascii, lexical: number.lexical };
}

/** Reads a number as xsd:decimal. Exponents are expanded if this adds at most 40 zeros. */
export function readNumber(text: string): Value {
  if (decimal.test(text)) return { kind: 'number', lexical: text, type: 'decimal' };
  if (grouped.test(text)) return { kind: 'number', lexical: text.replaceAll(',', ''), type: 'decimal' };
  const [, sign = '', whole = '', fraction = '', power] = exponent.exec(text) ?? [];
  if (power === undefined) return { kind: 'broken' };
  const shift = Number(power);
  if (Math.abs(shift) > mostZeros) return { kind: 'number', lexical: text, type: 'double' };
  return { kind: 'number', lexical: `${sign}${moved(whole, fraction, shift)}`, type: 'decimal' };
}

/** "1", "25", -3 → "0.00125" */
function moved(whole: string, fraction: string, shift: number): string {
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits.padEnd(point, '0');
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A period as the graph represents it. */
export interface Period {
  text: string; // in the IRI of the observation
  type: 'gYear' | 'gYearMonth' | 'date' | 'string';
}

const year = /^(\d{4})(?:\.0+)?$/; // spreadsheet programs turn 2017 into a decimal
const month = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const other = /^\d{4}-(?:A1|S[12]|T[1-3]|Q[1-4]|M(?:0[1-9]|1[0-2])|W(?:0[1-9]|[1-4]\d|5[0-3])|\d{4})$/; // SDMX 3.0 section 6, time formats; "2015-2017"

/** Reads a period. Returns undefined if it is invalid. */
export function readPeriod(given: string): Period | undefined {
  const text = given.trim();
  const [, plain] = year.exec(text) ?? [];
  if (plain !== undefined) return { text: plain, type: 'gYear' };
  if (month.test(text)) return { text, type: 'gYearMonth' };
  if (day.test(text) && isDay(text)) return { text, type: 'date' };
  return other.test(text) ? { text, type: 'string' } : undefined;
}

const isDay = (text: string): boolean => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

const sign = /^(?:<=|>=|<|>|≤|≥)\s*/;
const oneGroup = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const withPoints = /^[+-]?[1-9]\d{0,2}(?:[.\s]\d{3})+,\d+$/; // "1.873,51"
const withComma = /^[+-]?\d+,\d+$/;

/**
 * Reports a comma that is, or can be, a decimal comma. "1,87" always is. "1,873" is ambiguous if cells are not
 * separated by commas, and is not guessed.
 */
export function commaDoubt(text: string, mayBeDecimal: boolean): { message: string; expected: string } | undefined {
  const number = text.replace(sign, '');
  if (oneGroup.test(number)) {
    if (!mayBeDecimal) return undefined;
    const expected = `${number.replace(',', '.')} or ${number.replace(',', '')}`;
    return {
      message: `Ambiguous number "${clip(text)}": it can mean ${expected}, because commas do not separate the cells`,
      expected,
    };
  }
  if (!withPoints.test(number) && !withComma.test(number)) return undefined;
  const expected = number.replaceAll(/[.\s]/g, '').replace(',', '.');
  return { message: `"${clip(text)}" has a decimal comma instead of a decimal point`, expected: clip(expected) };
}

/** Invisible characters: special spaces, line ends, joiners, direction marks and byte order marks. */
const unseen =
  /\u034f|[\t-\r\u0085\u00a0\u00ad\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0]/u;

const isAround = (character: string | undefined): boolean =>
  character !== undefined && (character === ' ' || unseen.test(character));

/** Removes spaces and invisible characters around a code or number. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isAround(text[from])) from++;
  while (to > from && isAround(text[to - 1])) to--;
  return text.slice(from, to);
}

/** Reports an invisible character inside a code or number: it would create a different code that looks the same. */
export function unseenFault(text: string): Fault | undefined {
  const [found] = unseen.exec(text) ?? [];
  if (found === undefined) return undefined;
  const shown = Array.from(clip(text), (character) => (unseen.test(character) ? '·' : character)).join('');
  const message = `Invisible character inside "${shown}": ${nameOf(found)}`;
  return { code: 'invisible-character', message, expected: 'the value without this character' };
}
