import { Parser, type Quad } from 'n3';
import { UserError } from '../problem.js';
import { termText } from '../rdf/nquads.js';
import { bytePieces, linePieces, type Pieces, toBytes } from './pieces.js';

/** One of the two that are compared. */
export interface Side {
  name: string; // as it is spoken of: "gcm-sdg 0.1.0", "HEAD~1"
  /** Its statements, sorted by their lines, as often as they are asked for. */
  pieces(): Pieces;
  nameless: number; // statements that were left out, for they are about things without a name
  /** The same, read in any order and spelling and sorted; only where the lines may turn out not to be sorted or canonical. */
  parsed?: () => Promise<Side>;
  /** The properties of statements that rules alone make; there where rules and `tables.json` are at hand. */
  derived?: (() => Set<string>) | undefined;
}

/** A side of N-Triples or N-Quads, in any order and spelling; canonical and sorted lines are compared without being parsed. */
export const sideOfBytes = (name: string, bytes: Uint8Array): Side => ({
  name,
  nameless: 0,
  pieces: () => bytePieces(bytes),
  parsed: async () => sideOfQuads(name, parse(name, bytes)),
});

function parse(name: string, bytes: Uint8Array): Quad[] {
  try {
    return new Parser({ format: 'N-Quads' }).parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new UserError(`${name} is not N-Triples or N-Quads: ${(error as Error).message}`);
  }
}

/** A side of statements that are in memory. */
export function sideOfQuads(name: string, quads: Iterable<Quad>): Side {
  const collected = collectStatements();
  for (const quad of quads) collected.add(quad);
  return collected.side(name);
}

/** Collects statements one by one for a side: as sorted lines; those with blank nodes have no name to be known by and are counted. */
export function collectStatements(): { add(quad: Quad): void; side(name: string): Side } {
  const lines: string[] = [];
  let nameless = 0;
  return {
    add({ subject, predicate, object, graph }) {
      if (graph.value.endsWith('/graph/provenance')) return;
      const hasNames = subject.termType === 'NamedNode' && /^(?:NamedNode|Literal)$/.test(object.termType);
      if (!hasNames) nameless++;
      else lines.push(toBytes(`${[subject, predicate, object].map(termText).join(' ')} .`));
    },
    side(name) {
      lines.sort();
      const distinct = lines.filter((line, i) => line !== lines[i - 1]);
      return { name, nameless, pieces: () => linePieces(distinct) };
    },
  };
}
