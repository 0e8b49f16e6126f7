import type { Fault } from '../csvw/stream/byte-cells.js';
import { clip } from '../problem.js';
import { nameOf } from '../text/characters.js';

/** What the texts of cells mean: values, numbers, periods. */

/** What a cell of the value column says. */
export type Value =
  | { kind: 'number'; lexical: string; type: 'decimal' | 'double' }
  | { kind: 'bound'; sign: '<' | '<=' | '>' | '>='; lexical: string }
  | { kind: 'missing' }
  | { kind: 'broken' };

/** Words that stand where there is no value; a missing value is no zero. */
const missing = new Set(['', 'N', 'NA', 'N/A', 'NAN', '-', '..', '...']);

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const grouped = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/; // "0,123" has a decimal comma
const exponent = /^([+-]?)(\d+)(?:\.(\d*))?[eE]([+-]?\d{1,3})$/;
const bound = /^(<=|>=|<|>|≤|≥)\s*(.+)$/;
const mostZeros = 40; // beyond, a number with an exponent is a double

/** Reads a value; digits stay as they are, for none of them passes through a floating point number. */
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

/** A number as xsd:decimal; one with an exponent is written out where that takes no more than 40 zeros. */
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

/** A period as the graph has it. */
export interface Period {
  text: string; // in the address of the observation
  type: 'gYear' | 'gYearMonth' | 'date' | 'string';
}

const year = /^(\d{4})(?:\.0+)?$/; // a table program may have made 2017 a number
const month = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const day = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const other = /^\d{4}-(?:A1|S[12]|T[1-3]|Q[1-4]|M(?:0[1-9]|1[0-2])|W(?:0[1-9]|[1-4]\d|5[0-3])|\d{4})$/; // SDMX 3.0 section 6, time formats; "2015-2017"

/** Reads a period; undefined when it is none. */
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
 * Whether a comma is, or may be, a decimal one: "1,87" has one in any file, and "1,873" in a file whose cells are not apart
 * by commas, for the program that wrote it keeps the comma for numbers. Nothing is guessed: 1.873 and 1873 are both likely.
 */
export function commaDoubt(text: string, mayBeDecimal: boolean): { message: string; expected: string } | undefined {
  const number = text.replace(sign, '');
  if (oneGroup.test(number)) {
    if (!mayBeDecimal) return undefined;
    const expected = `${number.replace(',', '.')} or ${number.replace(',', '')}`;
    return { message: `"${clip(text)}" may be ${expected}: commas do not stand between the cells here`, expected };
  }
  if (!withPoints.test(number) && !withComma.test(number)) return undefined;
  const expected = number.replaceAll(/[.\s]/g, '').replace(',', '.');
  return { message: `"${clip(text)}" has a decimal comma where a point is due`, expected: clip(expected) };
}

/** Spaces but the plain one, line ends, joiners, marks of direction and of byte order: in a code nobody sees them. */
const unseen =
  /\u034f|[\t-\r\u0085\u00a0\u00ad\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0]/u;

const isAround = (character: string | undefined): boolean =>
  character !== undefined && (character === ' ' || unseen.test(character));

/** A code or number without what nobody sees around it. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isAround(text[from])) from++;
  while (to > from && isAround(text[to - 1])) to--;
  return text.slice(from, to);
}

/** What nobody sees inside a code or number: it makes another one that looks the same. */
export function unseenFault(text: string): Fault | undefined {
  const [found] = unseen.exec(text) ?? [];
  if (found === undefined) return undefined;
  const shown = Array.from(clip(text), (character) => (unseen.test(character) ? '·' : character)).join('');
  const message = `a character that cannot be seen, ${nameOf(found)}, stands inside "${shown}"`;
  return { code: 'invisible-character', message, expected: 'it anew, without that character' };
}
