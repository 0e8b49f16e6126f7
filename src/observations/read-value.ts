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
