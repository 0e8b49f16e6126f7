import type { Quad } from 'n3';
import { termText } from '../term-text.js';
import { toBytes } from './pieces.js';
import { readQuads } from './readers.js';

/** Statements as lines in canonical order; those with blank nodes have no name to be known by and are counted. */
export interface SortedLines {
  lines: string[];
  nameless: number;
}

/** Reads RDF in any order and spelling. Throws `UserError` when it cannot be read. */
export async function parsedLines(file: string, mediaType: string): Promise<SortedLines> {
  const found = collectLines();
  await readQuads(file, mediaType, found.add);
  return found.end();
}

/** The same of statements that are in memory. */
export function sortedLines(quads: Iterable<Quad>): SortedLines {
  const found = collectLines();
  for (const quad of quads) found.add(quad);
  return found.end();
}

function collectLines(): { add(quad: Quad): void; end(): SortedLines } {
  const lines: string[] = [];
  let nameless = 0;
  return {
    add({ subject, predicate, object, graph }) {
      if (graph.value.endsWith('/graph/provenance')) return;
      const hasNames = subject.termType === 'NamedNode' && /^(?:NamedNode|Literal)$/.test(object.termType);
      if (!hasNames) nameless++;
      else lines.push(toBytes(`${[subject, predicate, object].map(termText).join(' ')} .`));
    },
    end() {
      lines.sort();
      return { lines: lines.filter((line, i) => line !== lines[i - 1]), nameless };
    },
  };
}
