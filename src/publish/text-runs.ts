import { Parser } from 'n3';
import type { Run } from './dump.js';
import { createRecall, runsOf } from './runs.js';

/** The runs of one file of N-Triples, for the next: a run with the same text is the same object. */
export interface TextRunMemory {
  setting: string; // what else the things depend on that are made of a run
  runs: Map<string, Run>; // by their text
}

/** Canonical N-Triples → runs, parsed when they are looked into. The bytes as one string would take four times as much. */
export function* readRuns(bytes: Buffer, memory?: TextRunMemory): Generator<Run> {
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
