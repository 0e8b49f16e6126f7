import type { Quad } from 'n3';
import { createCache, type InputCache } from '../bytes.js';
import { iri } from '../rdf/iri.js';

/**
 * Answers about an earlier graph. An answer depends on statements with some properties and classes. While the graph has the same
 * ones, the answer is used again, so that a check after a small change does little work.
 */
export interface RememberedAnswers {
  /** Begins a check. Drops answers that the last check did not use. */
  begin(): void;
  /** Creates the contents of an empty graph. */
  contents(): Contents;
  /** Returns the answer from an earlier graph with the same statements of these parts, or makes it. */
  recall<T>(name: string, parts: readonly string[], contents: Contents, make: () => T): T;
}

/** The statements of a graph as sums: by property, by class ("a CLASS"), and of all statements (""). */
export interface Contents {
  /** Adds statements that are not in the graph. */
  add(quads: readonly Quad[]): void;
  remove(quads: readonly Quad[]): void;
  /** A text that changes with the statements that have these properties or classes. */
  of(parts: readonly string[]): string;
}

/** The part of a graph that contains all statements. */
export const wholeGraph: readonly string[] = [''];

const typeOf = iri('rdf:type');

/** Creates an empty memory. */
export function createRememberedAnswers(): RememberedAnswers {
  const answers: InputCache = createCache();
  const numbers = new Map<string, number>(); // of terms
  return {
    begin: () => answers.begin(''),
    contents: () => createContents(numbers),
    recall(name, parts, contents, make) {
      const input = contents.of(parts);
      const remembered = answers.recall(
        name,
        () => ({ input, answer: make() }),
        (known) => known.input === input,
      );
      return remembered.answer;
    },
  };
}

function createContents(numbers: Map<string, number>): Contents {
  const sums = new Map<string, { one: number; other: number }>();
  const numberOf = (term: string): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, numbers.size);
    return numbers.size - 1;
  };
  const sumOf = (part: string): { one: number; other: number } => {
    const known = sums.get(part);
    if (known) return known;
    const sum = { one: 0, other: 0 };
    sums.set(part, sum);
    return sum;
  };
  const all = sumOf('');
  const change = (quads: readonly Quad[], sign: 1 | -1): void => {
    for (const { subject, predicate, object, graph } of quads) {
      const [property, value] = [predicate.value, object.id];
      let [one, other] = [0x9e3779b9, 0x41c6ce57];
      for (const term of [subject.id, property, value, graph.value]) {
        const number = numberOf(term) + 1;
        one = Math.imul(one ^ number, 0x85ebca6b);
        one ^= one >>> 13;
        other = Math.imul(other + number, 0xc2b2ae35);
        other ^= other >>> 16;
      }
      const changed = [all, sumOf(property)];
      if (property === typeOf) changed.push(sumOf(`a ${value}`));
      for (const sum of changed) {
        sum.one = (sum.one + sign * one) | 0;
        sum.other = (sum.other + sign * other) | 0;
      }
    }
  };
  return {
    add: (quads) => change(quads, 1),
    remove: (quads) => change(quads, -1),
    of: (parts) => parts.map((part) => textOf(sums.get(part))).join('\n'),
  };
}

const textOf = (sum: { one: number; other: number } | undefined): string => (sum ? `${sum.one} ${sum.other}` : '');
