/** Decimal numbers as digits, for no float holds 18446744073709551615 or tells 0.1 from 0.10000000000000000001. */

const decimal = /^([+-]?)0*(\d*)\.?(\d*)$/;

/** Compares two lexical forms of xsd:decimal or of a type derived from it, by value and exactly. */
export function compareDecimals(a: string, b: string): number {
  const first = partsOf(a);
  const second = partsOf(b);
  if (first.sign !== second.sign) return first.sign - second.sign;
  const order =
    first.whole.length - second.whole.length ||
    compareTexts(first.whole, second.whole) ||
    compareTexts(first.fraction, second.fraction);
  return first.sign < 0 ? 0 - order : order;
}

/** The digits that count, before and after the point: "-0012.50" is minus, "12" and "5". */
function partsOf(lexical: string): { sign: number; whole: string; fraction: string } {
  const [, sign, whole = '', digits = ''] = decimal.exec(lexical) ?? [];
  const fraction = withoutLastZeros(digits);
  return { sign: whole + fraction === '' ? 0 : sign === '-' ? -1 : 1, whole, fraction };
}

/** A loop, for /0+$/ takes the square of the time on long texts of zeros. */
export function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Divides a decimal by a power of ten: `movePoint('12.5', 2)` is "0.125", as 12.5% is. */
export function movePoint(lexical: string, places: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(lexical) ?? [];
  const digits = whole.padStart(places + 1, '0');
  const before = digits.slice(0, -places).replace(/^0+(?=\d)/, '');
  const after = withoutLastZeros(digits.slice(-places) + fraction);
  return sign + before + (after && `.${after}`);
}

/** A JSON number as xsd:decimal writes it, without exponent: 1e-7 is "0.0000001". */
export function decimalOf(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  return exponent.startsWith('-') ? movePoint(digits, -Number(exponent)) : String(BigInt(value));
}
