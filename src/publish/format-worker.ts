import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Triples } from './dump.js';
import './jsonld.js'; // loaded before the first order comes
import { type PublishedFile, writeHashed } from './files.js';
import type { ThreadAnswer, ThreadOrder } from './format-thread.js';
import { formats } from './formats.js';
import { readRuns, type TextRunMemory } from './text-runs.js';

/** What runs inside the thread that format-thread.ts starts: the slow formats, written one after another. */

const memory: TextRunMemory = { setting: '', runs: new Map() };

parentPort?.on('message', async (order: ThreadOrder) => parentPort?.postMessage(await write(order)));

async function write({ folder, name, context, frame, isKept }: ThreadOrder): Promise<ThreadAnswer> {
  const setting = JSON.stringify([context, frame]);
  if (memory.setting !== setting) Object.assign(memory, { setting, runs: new Map() });
  const ntriples = readFileSync(path.join(folder, `${name}.nt`));
  const triples: Triples = { context, frame, runs: () => readRuns(ntriples, isKept ? memory : undefined) };
  const files: PublishedFile[] = [];
  for (const format of formats) {
    if (!format.inThread) continue;
    const file = `${name}.${format.extension}`;
    try {
      files.push(await writeHashed(folder, file, format.mediaType, (sink) => format.write(triples, sink)));
    } catch (error) {
      const { name: kind, message } = error as Error;
      if (!kind.startsWith('jsonld.')) throw error;
      return { refused: `context.jsonld or frame.jsonld does not carry the graph: ${message}` };
    }
  }
  return { files };
}
