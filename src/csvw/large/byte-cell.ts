import { utf8 } from '../../bytes.js';
import { escapeLiteral } from '../../rdf/nquads.js';
import { percentEncode } from '../metadata/template.js';
import type { Encoding } from './forms.js';

/** What a text is read as: its value, null where it says nothing; `isBroken` when it is none that its column allows. */
export interface CellReading {
  value: string | null;
  isBroken?: boolean;
  fault?: unknown;
}

/**
 * How a cell is read. `isPlain` says of raw bytes that they are the value as it stands: not null, not broken, printable
 * ASCII without " and \. Anything else is decoded and goes through `read`, which must answer the same text the same way.
 */
export interface ByteCell {
  isPlain?: (bytes: Uint8Array, from: number, to: number) => boolean;
  read(text: string): CellReading;
}

export const cellStates = { none: 0, valid: 1, broken: 2 };

/** A reading in every encoding that may be asked for. */
export interface EncodedReading {
  encoded: Record<Encoding, Uint8Array> | null; // null: no value
  state: number; // one of `cellStates`
  fault: unknown;
}

const memoSize = 4096;
const memoLength = 64; // longer texts seldom come twice

/** A cell's reading with its answers kept: codes and years come again and again. */
export function createReading({ read }: ByteCell): (text: string) => EncodedReading {
  const memo = new Map<string, EncodedReading>();
  return (text) => {
    const known = memo.get(text);
    if (known) return known;
    const { value, isBroken, fault } = read(text);
    const state = value === null ? cellStates.none : isBroken ? cellStates.broken : cellStates.valid;
    const reading: EncodedReading = { encoded: value === null ? null : encode(value), state, fault };
    if (memo.size < memoSize && text.length <= memoLength) memo.set(text, reading);
    return reading;
  };
}

function encode(text: string): Record<Encoding, Uint8Array> {
  const value = utf8(text);
  const escaped = escapeLiteral(text);
  const iri = new Uint8Array(3 * value.length);
  const end = percentEncode(value, 0, value.length, iri, 0);
  return { value, iri: iri.slice(0, end), literal: escaped === text ? value : utf8(escaped) };
}
