import { compareCodePoints } from '../../text/order.js';

/** Numbers in the lexical forms of XML Schema, and in number formats (Model for Tabular Data, section 6.4.2): 1.234,50 or 12%. */

/** A number format: `{ pattern: '#.##0,00', decimalChar: ',', groupChar: '.' }` reads "1.234,50". */
export interface NumberFormat {
  pattern?: string;
  decimalChar?: string;
  groupChar?: string;
}

/** Returns the lexical form of a text, or undefined if the text does not match its format. */
export type ReadText = (text: string) => string | undefined;

/** Compares two lexical forms of xsd:decimal or a derived type, with exact results for any number of digits. */
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

/** Splits a number into sign and significant digits: "-0012.50" is minus, "12" and "5". */
function partsOf(lexical: string): { sign: number; whole: string; fraction: string } {
  const [, sign, whole = '', digits = ''] = /^([+-]?)0*(\d*)\.?(\d*)$/.exec(lexical) ?? [];
  const fraction = withoutLastZeros(digits);
  return { sign: whole + fraction === '' ? 0 : sign === '-' ? -1 : 1, whole, fraction };
}

/** "1200" → "12". A loop, because /0+$/ takes quadratic time on long sequences of zeros. */
function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

/** Divides a decimal by a power of ten: `movePoint('12.5', 2)` is "0.125". */
function movePoint(lexical: string, places: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(lexical) ?? [];
  const digits = whole.padStart(places + 1, '0');
  const before = digits.slice(0, -places).replace(/^0+(?=\d)/, '');
  const after = withoutLastZeros(digits.slice(-places) + fraction);
  return sign + before + (after && `.${after}`);
}

/** 12% is 0.12, and 12‰ is 0.012. */
const withoutPercent = (lexical: string, sign: string): string => movePoint(lexical, sign === '%' ? 2 : 3);

/** Returns a JSON number in the form of xsd:decimal, without exponent: 1e-7 is "0.0000001". */
export function decimalOf(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  return exponent.startsWith('-') ? movePoint(digits, -Number(exponent)) : String(BigInt(value));
}

/** Compiles a number format. Returns a string if the format is invalid: the reason. */
export function compileNumberFormat(format: NumberFormat, isWhole: boolean): ReadText | string {
  const { pattern, decimalChar = '.', groupChar } = format;
  for (const mark of [decimalChar, groupChar ?? ','])
    if (mark === '' || /[0-9#Ee+%‰-]/.test(mark)) return `"${mark}" cannot be decimalChar or groupChar`;
  if (decimalChar === groupChar) return 'decimalChar and groupChar are the same';
  const inMarks = markReader(decimalChar, pattern === undefined ? groupChar : (groupChar ?? ','));
  const read = pattern === undefined ? (text: string) => readLoosely(text, isWhole) : compilePattern(inMarks(pattern));
  if (!read) return 'expected a number pattern such as #,##0.00';
  return (given) => {
    const text = inMarks(given);
    return /^(?:-?INF|NaN)$/.test(text) ? text : read(text); // valid in every format
  };
}

/** Compiles the replacement of a format's marks by `.` and `,`. Any other `.` or `,` becomes `?`, which is never valid. */
function markReader(decimalChar: string, groupChar: string | undefined): (text: string) => string {
  if (decimalChar === '.' && groupChar === ',') return (text) => text;
  const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const marks = groupChar === undefined ? [decimalChar] : [decimalChar, groupChar];
  const mark = new RegExp(`${marks.map(escaped).join('|')}|[.,]`, 'g');
  return (text) => text.replace(mark, (found) => (found === decimalChar ? '.' : found === groupChar ? ',' : '?'));
}

// digits and group marks, an optional fraction, and an optional exponent or % or ‰
const loose = /^([+-]?)(\d[\d,]*|(?=\.))(\.\d*)?([eE][+-]?\d+)?([%‰]?)$/;

/** Reads a number without pattern: group marks can be anywhere after the first digit, but not next to each other. */
export function readLoosely(text: string, isWhole: boolean): string | undefined {
  const match = loose.exec(text);
  if (!match || text.includes(',,')) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '', percent = ''] = match;
  if (percent !== '' && (isWhole || exponent !== '')) return undefined;
  const lexical = sign + whole.replaceAll(',', '') + fraction;
  return percent === '' ? lexical + exponent : withoutPercent(lexical, percent);
}

/**
 * The number patterns of UAX #35, part 3, section 3 that CSVW requires: `0`, `#`, decimal and group marks, `E`, signs,
 * `%` and `‰`. `markReader` has replaced the marks by `.` and `,`.
 */
const patternForm =
  /^(?<percentBefore>[%‰]?)(?<sign>[+-]?)(?<percentInside>[%‰]?)(?<whole>[#0,]+)(?:\.(?<fraction>[#0,]+))?(?:E(?<plus>\+?)(?<exponent>#*0+))?(?<percentAfter>[%‰]?)$/;

/**
 * Compiles a pattern, or returns undefined if it is invalid: "[", "0#", "#,,##0". Group marks must be exactly where the
 * pattern has them. The lexical form has a plus only if the pattern has one, and its exponent has a lower-case e (W3C
 * CSVW test 158: 0.0E0 is 0.0e0).
 */
function compilePattern(pattern: string): ReadText | undefined {
  const parts = patternForm.exec(pattern)?.groups;
  if (!parts) return undefined;
  const { whole = '', fraction = '', exponent, sign = '', plus = '', percentInside, percentAfter = '' } = parts;
  const before = `${parts['percentBefore']}${percentInside}`;
  const isScientific = exponent !== undefined;
  if ([before, percentAfter, isScientific ? 'E' : ''].join('').length > 1) return undefined;
  // optional digits are outside the required ones: ##00.00##
  if (!/^#*0*$/.test(whole.replaceAll(',', '')) || !/^0*#*$/.test(fraction.replaceAll(',', ''))) return undefined;
  const [wholeForm, fractionForm] = [wholeFormOf(whole), fractionFormOf(fraction)];
  if (wholeForm === undefined || fractionForm === undefined) return undefined;
  const signForm = `(?<sign>${sign === '-' ? '-' : sign === '+' ? '[+-]' : '[+-]?'})`;
  const percentForm = (place: string): string => (place === '' ? '' : `(?<percent>${place})`);
  const start = percentInside ? signForm + percentForm(before) : percentForm(before) + signForm;
  // `E0` accepts any sign, `E+0` requires one; XML Schema also allows a lower-case e
  const exponentForm = isScientific ? `(?<exponent>[Ee][+-]${plus ? '' : '?'}\\d{${zerosIn(exponent)},})` : '';
  const form = new RegExp(`^${start}${wholeForm}${fractionForm}${exponentForm}${percentForm(percentAfter)}$`);
  // with an exponent, the pattern limits the digits before the point
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

/** `#,##,##0` groups by three at the end and by two before. Only the last two marks matter. */
function wholeFormOf(whole: string): string | undefined {
  const groups = whole.split(',').map((group) => group.length);
  if (groups.length === 1) return '(?<whole>\\d*)';
  const last = groups.at(-1) as number;
  const others = groups.length > 2 ? (groups.at(-2) as number) : last;
  if (last === 0 || others === 0) return undefined;
  return `(?<whole>\\d{0,${last}}|\\d{1,${others}}(?:,\\d{${others}})*,\\d{${last}})`;
}

/** `0.000,###` groups by three. The last group can be shorter. */
function fractionFormOf(fraction: string): string | undefined {
  if (fraction === '') return '';
  const groups = fraction.split(',').map((group) => group.length);
  const [size = 0, ...others] = groups;
  if (others.length === 0) return '(?:\\.(?<fraction>\\d+))?';
  const last = others.pop() as number;
  if (last === 0 || last > size || others.some((other) => other !== size)) return undefined;
  return `(?:\\.(?<fraction>(?:\\d{${size}},)*\\d{1,${size}}))?`;
}
