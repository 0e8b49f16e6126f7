import { compareCodePoints } from '../../text/order.js';

/** Numbers as XML Schema writes them, and as people do (Model for Tabular Data, section 6.4.2): 1.234,50 or 12% or 3.2E5. */

/** How numbers are written: `{ pattern: '#.##0,00', decimalChar: ',', groupChar: '.' }` reads "1.234,50". */
export interface NumberFormat {
  pattern?: string;
  decimalChar?: string;
  groupChar?: string;
}

/** The lexical form of what a text means, or undefined when it is not written as a format says. */
export type ReadText = (text: string) => string | undefined;

/** Compares two lexical forms of xsd:decimal or of a derived type exactly, as floats cannot: 18446744073709551615. */
export function compareDecimals(a: string, b: string): number {
  const first = partsOf(a);
  const second = partsOf(b);
  if (first.sign !== second.sign) return first.sign - second.sign;
  const order =
    first.whole.length - second.whole.length ||
    compareCodePoints(first.whole, second.whole) ||
    compareCodePoints(first.fraction, second.fraction);
  return first.sign < 0 ? 0 - order : order;
}

/** The digits that count, before and after the point: "-0012.50" is minus, "12" and "5". */
function partsOf(lexical: string): { sign: number; whole: string; fraction: string } {
  const [, sign, whole = '', digits = ''] = /^([+-]?)0*(\d*)\.?(\d*)$/.exec(lexical) ?? [];
  const fraction = withoutLastZeros(digits);
  return { sign: whole + fraction === '' ? 0 : sign === '-' ? -1 : 1, whole, fraction };
}

/** "1200" → "12". A loop, because /0+$/ takes quadratic time on long texts of zeros. */
export function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

/** Divides a decimal by a power of ten: `movePoint('12.5', 2)` is "0.125", as 12.5% is. */
function movePoint(lexical: string, places: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(lexical) ?? [];
  const digits = whole.padStart(places + 1, '0');
  const before = digits.slice(0, -places).replace(/^0+(?=\d)/, '');
  const after = withoutLastZeros(digits.slice(-places) + fraction);
  return sign + before + (after && `.${after}`);
}

/** 12% is 0.12, and 12‰ is 0.012. */
const withoutPercent = (lexical: string, sign: string): string => movePoint(lexical, sign === '%' ? 2 : 3);

/** A JSON number as xsd:decimal writes it, without exponent: 1e-7 is "0.0000001". */
export function decimalOf(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  return exponent.startsWith('-') ? movePoint(digits, -Number(exponent)) : String(BigInt(value));
}

/** Compiles a number format; a text answer is what is wrong with it, in words that follow "format". */
export function compileNumberFormat(format: NumberFormat, isWhole: boolean): ReadText | string {
  const { pattern, decimalChar = '.', groupChar } = format;
  for (const mark of [decimalChar, groupChar ?? ','])
    if (mark === '' || /[0-9#Ee+%‰-]/.test(mark)) return `cannot have "${mark}" as a mark`;
  if (decimalChar === groupChar) return `has "${decimalChar}" as decimalChar and as groupChar`;
  const inMarks = markReader(decimalChar, pattern === undefined ? groupChar : (groupChar ?? ','));
  const read = pattern === undefined ? (text: string) => readLoosely(text, isWhole) : compilePattern(inMarks(pattern));
  if (!read) return `is no number pattern such as #,##0.00: ${pattern}`;
  return (given) => {
    const text = inMarks(given);
    return /^(?:-?INF|NaN)$/.test(text) ? text : read(text); // these are written so whatever the format is
  };
}

/** Replaces the marks of a place by `.` and `,`, and a `.` or `,` that is not such a mark by what no number has. */
function markReader(decimalChar: string, groupChar: string | undefined): (text: string) => string {
  if (decimalChar === '.' && groupChar === ',') return (text) => text;
  const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const marks = groupChar === undefined ? [decimalChar] : [decimalChar, groupChar];
  const mark = new RegExp(`${marks.map(escaped).join('|')}|[.,]`, 'g');
  return (text) => text.replace(mark, (found) => (found === decimalChar ? '.' : found === groupChar ? ',' : '?'));
}

// a digit, digits and group marks, perhaps a fraction, and an exponent or % or ‰
const loose = /^([+-]?)(\d[\d,]*|(?=\.))(\.\d*)?([eE][+-]?\d+)?([%‰]?)$/;

/** A number without pattern: group marks are anywhere after the first digit, but not two in a row. */
export function readLoosely(text: string, isWhole: boolean): string | undefined {
  const match = loose.exec(text);
  if (!match || text.includes(',,')) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '', percent = ''] = match;
  if (percent !== '' && (isWhole || exponent !== '')) return undefined;
  const lexical = sign + whole.replaceAll(',', '') + fraction;
  return percent === '' ? lexical + exponent : withoutPercent(lexical, percent);
}

/**
 * Number patterns of UAX #35, part 3, section 3, as far as CSVW asks for them: `0`, `#`, decimal and group marks, `E`,
 * signs, `%` and `‰`. Marks are `.` and `,` here, whatever the format has.
 */
const patternForm =
  /^(?<percentBefore>[%‰]?)(?<sign>[+-]?)(?<percentInside>[%‰]?)(?<whole>[#0,]+)(?:\.(?<fraction>[#0,]+))?(?:E(?<plus>\+?)(?<exponent>#*0+))?(?<percentAfter>[%‰]?)$/;

/**
 * Compiles a pattern: as many digits as it says, and group marks exactly where it has them; undefined when it is not a
 * pattern, as "[" or "0#" or "#,,##0". A plus that the pattern does not ask for is not written, and the letter of an
 * exponent is a small e (W3C CSVW test 158: 0.0E0 is 0.0e0).
 */
function compilePattern(pattern: string): ReadText | undefined {
  const parts = patternForm.exec(pattern)?.groups;
  if (!parts) return undefined;
  const { whole = '', fraction = '', exponent, sign = '', plus = '', percentInside, percentAfter = '' } = parts;
  const before = `${parts['percentBefore']}${percentInside}`;
  const isScientific = exponent !== undefined;
  if ([before, percentAfter, isScientific ? 'E' : ''].join('').length > 1) return undefined;
  // digits that may be missing are outside those that must be there: ##00.00##
  if (!/^#*0*$/.test(whole.replaceAll(',', '')) || !/^0*#*$/.test(fraction.replaceAll(',', ''))) return undefined;
  const [wholeForm, fractionForm] = [wholeFormOf(whole), fractionFormOf(fraction)];
  if (wholeForm === undefined || fractionForm === undefined) return undefined;
  const signForm = `(?<sign>${sign === '-' ? '-' : sign === '+' ? '[+-]' : '[+-]?'})`;
  const percentForm = (place: string): string => (place === '' ? '' : `(?<percent>${place})`);
  const start = percentInside ? signForm + percentForm(before) : percentForm(before) + signForm;
  // `E0` takes any sign, `E+0` wants one; the letter may be small, as XML Schema writes it too
  const exponentForm = isScientific ? `(?<exponent>[Ee][+-]${plus ? '' : '?'}\\d{${zerosIn(exponent)},})` : '';
  const form = new RegExp(`^${start}${wholeForm}${fractionForm}${exponentForm}${percentForm(percentAfter)}$`);
  // a number with exponent has no more digits before the point than its pattern
  const mostWhole = isScientific ? digitsIn(whole) : Number.POSITIVE_INFINITY;
  return (text) => {
    const found = form.exec(text)?.groups;
    if (!found) return undefined;
    const digits = (found['whole'] ?? '').replaceAll(',', '');
    const decimals = (found['fraction'] ?? '').replaceAll(',', '');
    if (digits.length < zerosIn(whole) || digits.length > mostWhole) return undefined;
    if (decimals.length < zerosIn(fraction) || decimals.length > digitsIn(fraction)) return undefined;
    const isBare = found['sign'] === '+' && sign !== '+';
    const lexical = (isBare ? '' : (found['sign'] ?? '')) + digits + (decimals && `.${decimals}`);
    const { percent, exponent = '' } = found;
    return percent ? withoutPercent(lexical, percent) : lexical + exponent.replace('E', 'e');
  };
}

const zerosIn = (part: string): number => part.split('0').length - 1;
const digitsIn = (part: string): number => part.replaceAll(',', '').length;

/** `#,##,##0` groups by three at the end and by two before: only the last two marks count. */
function wholeFormOf(whole: string): string | undefined {
  const groups = whole.split(',').map((group) => group.length);
  if (groups.length === 1) return '(?<whole>\\d*)';
  const last = groups.at(-1) as number;
  const others = groups.length > 2 ? (groups.at(-2) as number) : last;
  if (last === 0 || others === 0) return undefined;
  return `(?<whole>\\d{0,${last}}|\\d{1,${others}}(?:,\\d{${others}})*,\\d{${last}})`;
}

/** `0.000,###` groups by three; the last group may be shorter. */
function fractionFormOf(fraction: string): string | undefined {
  if (fraction === '') return '';
  const groups = fraction.split(',').map((group) => group.length);
  const [size = 0, ...others] = groups;
  if (others.length === 0) return '(?:\\.(?<fraction>\\d+))?';
  const last = others.pop() as number;
  if (last === 0 || last > size || others.some((other) => other !== size)) return undefined;
  return `(?:\\.(?<fraction>(?:\\d{${size}},)*\\d{1,${size}}))?`;
}
