import { readFileSync } from 'node:fs';
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
  const ntriples = readFileSync(path.join(folder, `${name}.nt`));
  if (isKept) cache.begin(JSON.stringify([context, frame]));
  function* chunks(): Generator<Pick<Chunk, 'triples' | 'recall'>> {
    for (const text of textsOf(ntriples, sizes))
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

/** Returns the text of each chunk. One string for all bytes would need 4 times the memory. */
function* textsOf(bytes: Buffer, sizes: number[]): Generator<string> {
  let start = 0;
  for (const lines of sizes) {
    let end = start;
    for (let i = 0; i < lines; i++) end = bytes.indexOf('\n', end) + 1;
    yield bytes.toString('utf8', start, end);
    start = end;
  }
}
