import { movePoint } from './decimals.js';
import { type NumberPattern, parsePattern, signPlaces } from './number-pattern.js';
import type { NumberFormat, ReadText } from './reading.js';

/** Numbers as people write them (Model for Tabular Data, section 6.4.2): 1.234,50 or 12% or 3.2E5. */

const special = /^(?:-?INF|NaN)$/; // written so whatever the format is
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Replaces the marks of a place by `.` and `,`, and a `.` or `,` that is not such a mark by what no number has. */
function markReader(decimalChar: string, groupChar: string | undefined): (text: string) => string {
  if (decimalChar === '.' && groupChar === ',') return (text) => text;
  const marks = groupChar === undefined ? [decimalChar] : [decimalChar, groupChar];
  const mark = new RegExp(`${marks.map(escaped).join('|')}|[.,]`, 'g');
  return (text) => text.replace(mark, (found) => (found === decimalChar ? '.' : found === groupChar ? ',' : '?'));
}

/** What is wrong with a number format, in words that follow "format"; nothing when it can be used. */
export function numberFormatFault({ pattern, decimalChar = '.', groupChar }: NumberFormat): string | undefined {
  for (const mark of [decimalChar, groupChar ?? ','])
    if (mark === '' || /[0-9#Ee+%‰-]/.test(mark)) return `cannot have "${mark}" as a mark`;
  if (decimalChar === groupChar) return `has "${decimalChar}" as decimalChar and as groupChar`;
  if (pattern === undefined) return undefined;
  const isKnown = parsePattern(markReader(decimalChar, groupChar ?? ',')(pattern)) !== undefined;
  return isKnown ? undefined : `is no number pattern such as #,##0.00: ${pattern}`;
}

/** Compiles a format that has no fault. */
export function compileNumberFormat(format: NumberFormat, isWhole: boolean): ReadText {
  const { pattern, decimalChar = '.', groupChar } = format;
  const shape = pattern === undefined ? undefined : parsePattern(markReader(decimalChar, groupChar ?? ',')(pattern));
  const inMarks = markReader(decimalChar, shape ? (groupChar ?? ',') : groupChar);
  const readPlain = (text: string) => (special.test(text) ? text : readLoosely(text, isWhole));
  const readShaped = (text: string) => (special.test(text) ? text : readStrictly(text, shape as NumberPattern));
  const read = shape ? readShaped : readPlain;
  return (text) => read(inMarks(text));
}

// a digit, digits and group marks, perhaps a fraction, and an exponent or % or ‰
const loose = /^([+-]?)(\d[\d,]*|(?=\.))(\.\d*)?([eE][+-]?\d+)?([%‰]?)$/;

/** A number without pattern: group marks stand anywhere after the first digit, but not two in a row. */
export function readLoosely(text: string, isWhole: boolean): string | undefined {
  const match = loose.exec(text);
  if (!match || text.includes(',,')) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '', percent = ''] = match;
  if (percent !== '' && (isWhole || exponent !== '')) return undefined;
  const lexical = sign + whole.replaceAll(',', '') + fraction;
  return percent === '' ? lexical + exponent : movePoint(lexical, signPlaces(percent));
}

/**
 * A number with pattern: as many digits as it says, and group marks exactly where it has them. A plus that the pattern
 * does not ask for is not written, and the letter of an exponent is a small e (W3C CSVW test 158: 0.0E0 is 0.0e0).
 */
function readStrictly(text: string, pattern: NumberPattern): string | undefined {
  const groups = pattern.form.exec(text)?.groups;
  if (!groups) return undefined;
  const { percent, exponent = '' } = groups;
  const sign = groups['sign'] === '+' && !pattern.hasPlus ? '' : (groups['sign'] ?? '');
  const whole = (groups['whole'] ?? '').replaceAll(',', '');
  const fraction = (groups['fraction'] ?? '').replaceAll(',', '');
  const isWithin = ({ least, most }: { least: number; most: number }, digits: string): boolean =>
    digits.length >= least && digits.length <= most;
  if (!isWithin(pattern.whole, whole) || !isWithin(pattern.fraction, fraction)) return undefined;
  const lexical = sign + whole + (fraction && `.${fraction}`);
  return percent ? movePoint(lexical, signPlaces(percent)) : lexical + exponent.replace('E', 'e');
}
