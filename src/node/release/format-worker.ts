import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createCache } from '../../bytes.js';
import { readQuads } from '../../graph/quad-lines.js';
import { UserError } from '../../problem.js';
import { type Chunk, forgetful, type JsonObject, recallOf } from '../../publish/chunks.js';
import '../../publish/formats/jsonld.js'; // loaded before the first order comes
import { writeSlowFormats } from '../../publish/formats.js';
import type { PublishedFile } from '../../publish/release-files.js';
import { answerOrders } from '../thread.js';
import { writeToFolder } from './release-folder.js';

/** What runs inside the thread that build-threads.ts starts: the slow formats, written one after another. */

/** What the thread is to write, and from which N-Triples: objects do not pass between threads. */
export interface FormatOrder {
  folder: string;
  name: string; // the files' name without extension
  sizes: number[]; // of the chunks, in lines
  context: JsonObject;
  frame: JsonObject | undefined;
  isKept: boolean; // whether what is made of a chunk is kept for the next order
}

/** The files, or why the context or frame cannot be used for this graph. */
export type FormatAnswer = { files: PublishedFile[] } | { refused: string };

const cache = createCache();

answerOrders<FormatOrder, FormatAnswer>(async ({ folder, name, sizes, context, frame, isKept }) => {
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
});

/** The text of each chunk. The bytes as one string would take four times as much. */
function* textsOf(bytes: Buffer, sizes: number[]): Generator<string> {
  let start = 0;
  for (const lines of sizes) {
    let end = start;
    for (let i = 0; i < lines; i++) end = bytes.indexOf('\n', end) + 1;
    yield bytes.toString('utf8', start, end);
    start = end;
  }
}
