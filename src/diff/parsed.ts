import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Quad, StreamParser } from 'n3';
import { UserError } from '../problem.js';
import { termText } from '../term-text.js';
import { toBytes } from './pieces.js';

/** Statements as lines in canonical order; those with blank nodes have no name to be known by and are counted. */
export interface SortedLines {
  lines: string[];
  nameless: number;
}

/** Reads RDF in any order and spelling. Throws `UserError` with the line where it cannot be read. */
export async function parsedLines(file: string, mediaType: string): Promise<SortedLines> {
  const found = collectLines();
  const parser = new StreamParser({ format: mediaType });
  try {
    await pipeline(createReadStream(file), parser, async (quads: AsyncIterable<Quad>) => {
      for await (const quad of quads) found.add(quad);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`, 1);
  }
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
