import { wordsOfQuery } from '../../search/terms.js';

/** What looks like a text: places in a list of names, each with a number from 0 to 1 where they share anything. */
export type Similarity = (text: string) => Map<number, number>;

/** What the text has and the name has not counts more than what the name has besides: people leave out, and rarely add. */
const missingInName = 0.8;
const missingInText = 0.25;

/** A piece that no name has counts as if this many had it: it may be a slip of one letter, which makes three of them. */
const unknown = 30;

/**
 * Compares by pieces of three letters, each weighted by its rarity; words may be in any order and have letters wrong.
 * n names have about 100 n pieces, of which each takes 4 bytes here.
 */
export function createSimilarity(names: readonly string[]): Similarity {
  const pieces = names.map(piecesOf);
  const holders = holdersOf(pieces);
  const weight = (piece: string): number => Math.log(1 + names.length / (holders.get(piece)?.length ?? unknown));
  const sum = (own: Set<string>): number => [...own].reduce((total, piece) => total + weight(piece), 0);
  const totals = Float64Array.from(pieces, sum);

  return (text) => {
    const own = piecesOf(text);
    const total = sum(own);
    const shared = new Float64Array(names.length);
    for (const piece of own) {
      const more = weight(piece);
      for (const name of holders.get(piece) ?? []) shared[name] = (shared[name] ?? 0) + more;
    }
    const alike = new Map<number, number>();
    for (const [name, both] of shared.entries()) {
      const whole = both + missingInName * (total - both) + missingInText * ((totals[name] ?? 0) - both);
      if (both > 0) alike.set(name, both / whole);
    }
    return alike;
  };
}

/** For each piece the names that have it. */
function holdersOf(pieces: Set<string>[]): Map<string, Uint32Array> {
  const holders = new Map<string, number[]>();
  for (const [name, own] of pieces.entries())
    for (const piece of own) {
      const known = holders.get(piece);
      if (known) known.push(name);
      else holders.set(piece, [name]);
    }
  return new Map([...holders].map(([piece, known]) => [piece, Uint32Array.from(known)]));
}

/** "people" → "_pe", "peo", "eop", "opl", "ple", "le_"; Chinese by single characters and by two. */
function piecesOf(text: string): Set<string> {
  const pieces = wordsOfQuery(text).flatMap((word) => {
    const letters = [...word];
    if (/^\p{Script=Han}/u.test(word)) return [...letters, ...letters.slice(1).map((one, i) => `${letters[i]}${one}`)];
    const framed = ['_', ...letters, '_'];
    return framed.slice(2).map((one, i) => `${framed[i]}${framed[i + 1]}${one}`);
  });
  return new Set(pieces);
}
