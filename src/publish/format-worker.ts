import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { Parser } from 'n3';
import type { Triples } from './dump.js';
import { type PublishedFile, writeDurably } from './files.js';
import type { ThreadOrder } from './format-thread.js';
import { formats } from './formats.js';
import { runsOf } from './runs.js';

/** What runs inside the thread that format-thread.ts starts: the slow formats, written one after another. */
parentPort?.once('message', async ({ folder, name, context, frame }: ThreadOrder) => {
  const ntriples = readFileSync(path.join(folder, `${name}.nt`));
  const triples: Triples = {
    context,
    frame,
    *runs() {
      for (const run of runsOf(linesOf(ntriples), (line) => line.slice(0, line.indexOf(' '))))
        yield new Parser({ format: 'N-Triples' }).parse(run.join('\n'));
    },
  };
  const files: PublishedFile[] = [];
  for (const format of formats) {
    if (!format.inThread) continue;
    const file = `${name}.${format.extension}`;
    try {
      files.push(await writeDurably(folder, file, format.mediaType, (sink) => format.write(triples, sink)));
    } catch (error) {
      const { name: kind, message } = error as Error;
      if (!kind.startsWith('jsonld.')) throw error;
      parentPort?.postMessage({ refused: `context.jsonld or frame.jsonld does not carry the graph: ${message}` });
      return;
    }
  }
  parentPort?.postMessage({ files });
});

/** Line by line from the bytes: the whole as a string would take four times as much. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    yield bytes.toString('utf8', start, end);
  }
}
