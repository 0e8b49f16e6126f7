import type { Pieces } from './pieces.js';

/** One of the two that are compared. */
export interface Side {
  name: string; // as it is spoken of: "gcm-sdg 0.1.0", "HEAD~1"
  /** Its statements, sorted by their lines, as often as they are asked for. */
  pieces(): Pieces;
  nameless: number; // statements that were left out, for they are about things without a name
  /** The same, read in any order and spelling and sorted; there where the file is only supposed to be sorted. */
  parsed?: () => Promise<Side>;
  /** The properties of statements that rules alone make; there where rules and `tables.json` are at hand. */
  derived?: (() => Set<string>) | undefined;
}
