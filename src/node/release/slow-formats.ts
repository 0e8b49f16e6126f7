import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { createCache } from '../../bytes.js';
import { readQuads } from '../../graph/quad-lines.js';
import { UserError } from '../../problem.js';
import { type Chunk, forgetful, type JsonObject, recallOf } from '../../publish/chunks.js';
import '../../publish/formats/jsonld.js'; // loaded before the first order comes
import { writeSlowFormats } from '../../publish/formats.js';
import type { PublishedFile } from '../../publish/release-files.js';
import { writeToFolder } from './release-folder.js';

/** Writes the slow formats in the thread of a build. */

/** An order for files of a release. The thread reads the N-Triples, because objects cannot be passed between threads. */
export interface FormatOrder {
  folder: string;
  name: string; // of the files, without extension
  sizes: number[]; // of the chunks, in lines
  context: JsonObject;
  frame: JsonObject | undefined;
  isKept: boolean; // keep the texts of the chunks for the next order
}

/** The files, or why the context or frame does not work for this graph. */
export type FormatAnswer = { files: PublishedFile[] } | { refused: string };

const cache = createCache();

/** Writes the slow formats of a release into its folder. */
export async function writeFormats(order: FormatOrder): Promise<FormatAnswer> {
  const { folder, name, sizes, context, frame, isKept } = order;
  const ntriples = path.join(folder, `${name}.nt`);
  if (isKept) cache.begin(JSON.stringify([context, frame]));
  function* chunks(): Generator<Pick<Chunk, 'triples' | 'recall'>> {
    for (const text of textsOf(ntriples, isKept ? sizes : joined(sizes)))
      yield {
        get triples() {
          return readQuads(text);
        },
        recall: isKept ? recallOf(text, cache) : forgetful,
      };
  }
  try {
    return { files: await writeSlowFormats(name, { context, frame, chunks }, writeToFolder(folder)) };
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message };
    throw error;
  }
}

const fewLines = 2000;

/** Joins chunks to groups of at least 2,000 lines, because the JSON-LD library reads the context again for each one. */
function joined(sizes: readonly number[]): number[] {
  const groups: number[] = [];
  for (const lines of sizes) {
    const last = groups.at(-1) ?? fewLines;
    if (last < fewLines) groups[groups.length - 1] = last + lines;
    else groups.push(lines);
  }
  return groups;
}

const blockSize = 1 << 20;

/** Reads the text of each chunk. The whole file in memory would be one of the largest parts of a build. */
function* textsOf(file: string, sizes: number[]): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    let bytes = Buffer.alloc(0); // read and not yet used
    for (const lines of sizes) {
      let end = 0;
      for (let line = 0; line < lines; ) {
        const next = bytes.indexOf('\n', end) + 1;
        if (next > 0) {
          end = next;
          line++;
          continue;
        }
        const block = Buffer.alloc(blockSize);
        const length = readSync(descriptor, block);
        if (length === 0) throw new Error(`${file} is incomplete`);
        bytes = Buffer.concat([bytes, block.subarray(0, length)]);
      }
      yield bytes.toString('utf8', 0, end);
      bytes = bytes.subarray(end);
    }
  } finally {
    closeSync(descriptor);
  }
}
