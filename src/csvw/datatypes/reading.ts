/** What a datatype is in this folder, and what comes of reading a cell with it. */

/** How numbers are written: `{ pattern: '#.##0,00', decimalChar: ',', groupChar: '.' }` reads "1.234,50". */
export interface NumberFormat {
  pattern?: string;
  decimalChar?: string;
  groupChar?: string;
}

/** A datatype as metadata gives it, with its base resolved (Metadata Vocabulary, section 5.11). */
export interface Datatype {
  base: string; // one of `datatypeNames`: "integer"
  id?: string; // the IRI to type literals with, when it is not the base's own
  description?: string; // what is expected, in words: "a target such as 10.7 or 10.c"
  format?: string | NumberFormat;
  length?: number;
  minLength?: number;
  maxLength?: number;
  minInclusive?: string; // "minimum" in metadata is another word for it
  maxInclusive?: string;
  minExclusive?: string;
  maxExclusive?: string;
}

/** The literal that a text stands for, or what is wrong with it, in words that follow "…". */
export type Reading = { lexical: string } | { fault: string };

/** The lexical form of what a text means, or undefined when it is not written as a format says. */
export type ReadText = (text: string) => string | undefined;

/** True only when the bytes are certainly a valid value, written as its literal is, and nothing in it needs escaping. */
export type IsPlain = (bytes: Uint8Array, from: number, to: number) => boolean;

/** Negative, zero or positive; NaN when the two values have no order. Takes lexical forms. */
export type Compare = (a: string, b: string) => number;

export interface Reader {
  iri: string; // the literal's datatype
  clean(text: string): string; // the step on white space, by itself
  read(text: string): Reading;
  isPlain?: IsPlain;
  compare?: Compare;
}
