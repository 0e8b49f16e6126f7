import { trimmed } from './unseen.js';

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
