import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { UserError } from '../../problem.js';
import type { JsonObject, Run } from '../../publish/dump.js';
import type { PublishedFile } from '../../publish/files.js';
import '../../publish/jsonld.js'; // loaded before the first order comes
import { createRecall, runsOf } from '../../publish/runs.js';
import { writeSlowFormats } from '../../publish/slow-formats.js';
import { answerOrders } from '../thread.js';
import { writeToFolder } from './release-folder.js';

/** What runs inside the thread that format-thread.ts starts: the slow formats, written one after another. */

/** What the thread is to write, and from which N-Triples: objects do not pass between threads. */
export interface FormatOrder {
  folder: string;
  name: string; // the files' name without extension
  context: JsonObject;
  frame: JsonObject | undefined;
  isKept: boolean; // whether what is made of a run of statements is kept for the next order
}

/** The files, or why the context or frame cannot be used for this graph. */
export type FormatAnswer = { files: PublishedFile[] } | { refused: string };

/** The runs of one file of N-Triples, for the next: a run with the same text is the same object. */
interface TextRunMemory {
  setting: string; // what else the things depend on that are made of a run
  runs: Map<string, Run>; // by their text
}

const memory: TextRunMemory = { setting: '', runs: new Map() };

answerOrders<FormatOrder, FormatAnswer>(async ({ folder, name, context, frame, isKept }) => {
  const setting = JSON.stringify([context, frame]);
  if (memory.setting !== setting) Object.assign(memory, { setting, runs: new Map() });
  const ntriples = readFileSync(path.join(folder, `${name}.nt`));
  const runs = () => readRuns(ntriples, isKept ? memory : undefined);
  try {
    return { files: await writeSlowFormats(name, { context, frame, runs }, writeToFolder(folder)) };
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message };
    throw error;
  }
});

/** Canonical N-Triples → runs, parsed when they are looked into. The bytes as one string would take four times as much. */
function* readRuns(bytes: Buffer, memory?: TextRunMemory): Generator<Run> {
  const kept = new Map<string, Run>();
  for (const lines of runsOf(linesOf(bytes), ({ subject }) => subject)) {
    const text = bytes.toString('utf8', lines[0]?.start, lines.at(-1)?.end);
    const run = memory?.runs.get(text) ?? createRun(text, memory !== undefined);
    if (memory) kept.set(text, run);
    yield run;
  }
  if (memory) memory.runs = kept; // what this release does not need is forgotten
}

/** Where each line stands; its subject as bytes, which is enough to tell it from another. */
function* linesOf(bytes: Buffer): Generator<{ start: number; end: number; subject: string }> {
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf('\n', start) + 1 || bytes.length;
    yield { start, end, subject: bytes.toString('latin1', start, bytes.indexOf(' ', start)) };
  }
}

const createRun = (text: string, isKept: boolean): Run => ({
  get triples() {
    return new Parser({ format: 'N-Triples' }).parse(text);
  },
  recall: isKept ? createRecall() : (_, make) => make(),
});
