import { codesInQuery, wordsOfQuery } from '../../search/terms.js';

/** A way to understand a query as a code: "SDG indicator 16.2.2 Number of victims". */
export interface Reading {
  key: string; // as `codeKey` writes it: "16.2.2"
  kinds: ReadonlySet<string>[]; // types that words beside it name, each of which the thing must have one of
  name: string; // the words that are left: "number of victim"
  isBare: boolean; // a number or letter that says nothing by itself
}

/** Words for kinds of things, with the types that they may mean. */
export type KindWords = ReadonlyMap<string, ReadonlySet<string>>;

/** A phrase as it is looked for among the words for kinds. */
export const phraseOf = (text: string): string => wordsOfQuery(text).join(' ');

/** Whether a code tells by itself that it is one: with a point between, or of letters and digits. */
const isTelling = (key: string): boolean => /\d[._/-]\w|[a-z][a-z_]*\d|_/.test(key);

/** A query may be long and full of codes: the work that it makes must not grow with it. */
const most = { readings: 4, kinds: 3, wordsOfKind: 6 };

/**
 * The ways to understand a query as a code that is known, the whole first. A word alone is none when others stand beside
 * it that name no kind: "number" is the code of a unit, but not in "number of victims". Nor is a number, unless it comes
 * first.
 */
export function readingsOf(query: string, words: KindWords, isKnown: (key: string) => boolean): Reading[] {
  const parts = [...codesInQuery(query).entries()].filter(([, { key }]) => isKnown(key));
  return parts.slice(0, most.readings).flatMap(([place, { key, rest }]) => {
    const { kinds, name } = withoutKinds(wordsOfQuery(rest), words);
    const isBare = kinds.length === 0 && /^(?:\d+|.)$/u.test(key);
    const isMeant = name === '' || isTelling(key) || kinds.length > 0 || (place <= 1 && /^\d+$/.test(key));
    return isMeant ? [{ key, kinds, name, isBare }] : [];
  });
}

/** Takes the words for kinds away from both ends, the longest phrase first; what is between them is a name. */
function withoutKinds(all: string[], words: KindWords): Pick<Reading, 'kinds' | 'name'> {
  const kinds: ReadonlySet<string>[] = [];
  let rest = all;
  for (let length = most.wordsOfKind; length > 0 && kinds.length < most.kinds; length--) {
    if (length > rest.length) continue;
    const atStart = words.get(rest.slice(0, length).join(' '));
    const found = atStart ?? words.get(rest.slice(-length).join(' '));
    if (!found) continue;
    kinds.push(found);
    rest = atStart ? rest.slice(length) : rest.slice(0, -length);
    length = most.wordsOfKind + 1;
  }
  return { kinds, name: rest.join(' ') };
}
