import { clip } from '../problem.js';

/** What keeps a number with a comma from being read, and how it is to be written. */
export interface CommaDoubt {
  message: string;
  expected: string;
}

const sign = /^(?:<=|>=|<|>|≤|≥)\s*/;
const oneGroup = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const withPoints = /^[+-]?[1-9]\d{0,2}(?:[.\s]\d{3})+,\d+$/; // "1.873,51"
const withComma = /^[+-]?\d+,\d+$/;

/**
 * Whether a comma is, or may be, a decimal one: "1,87" has one in any file, and "1,873" in a file whose cells are not apart
 * by commas, for the program that wrote it keeps the comma for numbers. Nothing is guessed: 1.873 and 1873 are both likely.
 */
export function commaDoubt(text: string, mayBeDecimal: boolean): CommaDoubt | undefined {
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
