import { clip } from '../problem.js';
import { codeIri, obsStatus, obsValue, ontologyIri } from './addresses.js';
import { type Cell, cell, nothing, type ReadCell, type Tails, wrong } from './cell.js';
import type { Finding } from './findings.js';
import type { ObservationJob } from './job.js';
import { readNumber, readValue } from './read-value.js';
import { trimmed, unseenFault } from './unseen.js';

const comma = 0x2c;

/** Reads cells of the value column: a number, a bound, or that there is none. */
export function createValueReader(
  { base, dialect }: ObservationJob,
  tails: Tails,
  tell: (finding: Finding) => void,
): ReadCell {
  const missing = tails.iri(obsStatus, codeIri(base, { concept: 'obsStatus', values: 'code' }, 'M'));
  return (given) => {
    const value = readValue(given);
    const doubt = value.kind === 'missing' ? undefined : doubtful(given, dialect.delimiter);
    if (doubt) return doubt;
    switch (value.kind) {
      case 'missing':
        tell({ kind: 'code', concept: 'obsStatus', code: 'M', found: given, name: 'Missing value' });
        return { ...cell('', '', [missing]), says: 'missing' };
      case 'broken':
        return noNumber(given, 'value', 'a number, a bound such as <2.5, or nothing');
      case 'number':
        return cell(value.lexical, '', [tails.literal(obsValue, value.lexical, value.type)]);
      case 'bound': {
        const lines = [
          tails.literal(ontologyIri(base, 'valueText'), trimmed(given)),
          tails.literal(ontologyIri(base, 'boundSign'), value.sign),
          tails.literal(ontologyIri(base, 'boundValue'), value.lexical, 'decimal'),
        ];
        return { ...cell(value.lexical, '', lines), says: 'bound' };
      }
    }
  };
}

/** Reads cells of an attribute that is a number. */
export function createNumberReader({ dialect }: ObservationJob, property: string, tails: Tails): ReadCell {
  return (given) => {
    if (readValue(given).kind === 'missing') return nothing;
    const number = readNumber(trimmed(given));
    const doubt = doubtful(given, dialect.delimiter);
    if (doubt) return doubt;
    if (number.kind !== 'number') return noNumber(given, 'number', 'a number');
    return cell(number.lexical, '', [tails.literal(property, number.lexical, number.type)]);
  };
}

/** Where other marks than commas stand between cells, a comma may well be a decimal one. */
function doubtful(given: string, delimiter: number): Cell | undefined {
  const doubt = commaDoubt(trimmed(given), delimiter !== comma);
  return doubt && wrong('decimal-comma', doubt.message, doubt.expected);
}

function noNumber(given: string, due: string, expected: string): Cell {
  const unseen = unseenFault(trimmed(given));
  if (unseen) return wrong(unseen.code, unseen.message, unseen.expected);
  return wrong('datatype', `"${clip(given)}" is no ${due}`, expected);
}

/** What keeps a number with a comma from being read, and how it is to be written. */
interface CommaDoubt {
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
