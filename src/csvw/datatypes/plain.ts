import { utf8 } from '../../bytes.js';

/** Checks on the bytes of a cell, before anything is decoded: most cells of a large table are plain. */

/** True only when the bytes are certainly a valid value, written as its literal is, and nothing in it needs escaping. */
export type IsPlain = (bytes: Uint8Array, from: number, to: number) => boolean;

const digit = 1;
const sign = 2;
const point = 4;
const exponent = 8;
const printable = 16; // ASCII that N-Triples writes as it is

const classes = new Uint8Array(256);
classes.fill(printable, 0x20, 0x7f);
classes.fill(printable | digit, 0x30, 0x3a);
for (const [characters, bits] of [
  ['+-', sign],
  ['.', point],
  ['eE', exponent],
  ['"\\', 0],
] as const)
  for (const character of characters) classes[character.charCodeAt(0)] = bits === 0 ? 0 : printable | bits;

const minus = 0x2d;
const zero = 0x30;

/** The end of the digits that begin at a place, or the place itself. */
function afterDigits(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && ((classes[bytes[at] as number] as number) & digit) !== 0) at++;
  return at;
}

const isClass = (bytes: Uint8Array, at: number, to: number, bits: number): boolean =>
  at < to && ((classes[bytes[at] as number] as number) & bits) !== 0;

/** Text that is printable ASCII without `"` and `\`; an empty cell is left to whoever knows what it means. */
export const isPlainText: IsPlain = (bytes, from, to) => {
  for (let at = from; at < to; at++) if (((classes[bytes[at] as number] as number) & printable) === 0) return false;
  return from < to;
};

/** Whole numbers of so few digits that they are in range, however long the range allows: 999999999 is an int. */
export function isPlainInteger(least?: string, most?: string): IsPlain {
  const mostDigits = least !== undefined && most !== undefined ? most.length - 1 : Number.POSITIVE_INFINITY;
  const mayBeNegative = least === undefined || least.startsWith('-');
  const mayBePositive = most !== '0' && most !== '-1';
  const isZeroIn = least !== '1' && most !== '-1';
  return (bytes, from, to) => {
    const isNegative = from < to && bytes[from] === minus;
    if (!(isNegative ? mayBeNegative : mayBePositive)) return false;
    const start = isNegative ? from + 1 : from;
    if (start === to || to - start > mostDigits || (!isZeroIn && bytes[start] === zero)) return false;
    return afterDigits(bytes, start, to) === to;
  };
}

/** Where a decimal number that begins at a place ends: 12, -12.5 or .5; -1 when there is none. */
function afterDecimal(bytes: Uint8Array, from: number, to: number): number {
  const start = isClass(bytes, from, to, sign) ? from + 1 : from;
  const whole = afterDigits(bytes, start, to);
  const end = isClass(bytes, whole, to, point) ? afterDigits(bytes, whole + 1, to) : whole;
  return whole > start || end > whole + 1 ? end : -1;
}

/** A decimal number as xsd:decimal writes it. */
export const isPlainDecimal: IsPlain = (bytes, from, to) => afterDecimal(bytes, from, to) === to;

/** A decimal with or without exponent; INF and NaN are rare enough to take the long way. */
export const isPlainDouble: IsPlain = (bytes, from, to) => {
  const end = afterDecimal(bytes, from, to);
  if (end === to || end < 0 || !isClass(bytes, end, to, exponent)) return end === to;
  const start = isClass(bytes, end + 1, to, sign) ? end + 2 : end + 1;
  return start < to && afterDigits(bytes, start, to) === to;
};

/** A year of four digits without zone. */
export const isPlainYear: IsPlain = (bytes, from, to) => to - from === 4 && afterDigits(bytes, from, to) === to;

/** Two digits as a number: 528 is what the codes of two zeros make, 48 * 10 + 48. */
const number = (bytes: Uint8Array, at: number): number => (bytes[at] as number) * 10 + (bytes[at + 1] as number) - 528;

/** A day that exists, as in 2018-12-19, without zone. */
export const isPlainDate: IsPlain = (bytes, from, to) => {
  if (to - from !== 10 || bytes[from + 4] !== minus || bytes[from + 7] !== minus) return false;
  if (afterDigits(bytes, from, to) !== from + 4 || afterDigits(bytes, from + 5, to) !== from + 7) return false;
  if (afterDigits(bytes, from + 8, to) !== to) return false;
  const year = number(bytes, from) * 100 + number(bytes, from + 2);
  const month = number(bytes, from + 5);
  const day = number(bytes, from + 8);
  return month > 0 && month <= 12 && day > 0 && day <= daysInMonth(year, month);
};

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isWord(word: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  let at = 0;
  while (at < word.length && bytes[from + at] === word[at]) at++;
  return at === word.length && to - from === at;
}

const [yes, no] = [utf8('true'), utf8('false')];

/** The two words, not 1 and 0. */
export const isPlainBoolean: IsPlain = (bytes, from, to) => isWord(yes, bytes, from, to) || isWord(no, bytes, from, to);
