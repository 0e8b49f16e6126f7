import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Problem } from '../problem.js';
import { createCellUnpacker } from './read/cell-portions.js';
import { limits } from './read/limits.js';
import type { Portion } from './read/package.js';
import { createReading, isRefused, refuse } from './read/reading.js';
import { judgeSignature } from './read/signature.js';
import type { ReadOrder } from './read/worker.js';
import type { Workbook, WorkbookSheet } from './workbook.js';

export interface ReadWorkbook {
  workbook?: Workbook; // missing when the file as a whole is refused, …
  problems: Problem[]; // … which these say why
}

/**
 * Reads an Office Open XML workbook (ECMA-376, transitional or strict) in a thread of its own, whose memory and time
 * are limited: nothing that a file holds can harm the process. `file` is what problems call it.
 */
export async function readWorkbook(bytes: Uint8Array, file: string): Promise<ReadWorkbook> {
  const reading = createReading(file);
  judgeSignature(bytes, reading);
  if (isRefused(reading)) return { problems: reading.refusals };
  const worker = new Worker(new URL('./read/worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
  });
  const time = AbortSignal.timeout(limits.seconds * 1000);
  try {
    const portions = await receive(bytes, file, worker, time);
    await worker.terminate(); // its memory is free before the rows take theirs
    return assemble(portions);
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isTooLarge && !time.aborted) throw error;
    const message = `the workbook takes too much ${isTooLarge ? 'memory' : 'time'} to read`;
    refuse(reading, 'limit', message, 'give the table as CSV');
    return { problems: reading.refusals };
  } finally {
    await worker.terminate();
  }
}

/** Asks the thread for one portion after the other, up to the last. */
async function receive(bytes: Uint8Array, file: string, worker: Worker, time: AbortSignal): Promise<Portion[]> {
  const portions: Portion[] = [];
  const copy = new Uint8Array(bytes); // the caller keeps its own
  worker.postMessage({ bytes: copy, file } satisfies ReadOrder, [copy.buffer]);
  for await (const [portion] of on(worker, 'message', { signal: time }) as AsyncIterable<[Portion]>) {
    portions.push(portion);
    if (portion.step === 'end') break;
    worker.postMessage('next' satisfies ReadOrder);
  }
  return portions;
}

/** Portions → the workbook; none of a file that was refused. */
function assemble(portions: Portion[]): ReadWorkbook {
  const end = portions.pop() as Portion & { step: 'end' };
  if (end.refusals.length > 0) return { problems: end.refusals };
  const sheets: WorkbookSheet[] = [];
  const shared: string[] = [];
  let properties = new Map<string, string>();
  let unpack = createCellUnpacker([], shared);
  for (let portion = portions.shift(); portion; portion = portions.shift()) {
    const sheet = sheets.at(-1) as WorkbookSheet;
    if (portion.step === 'properties') properties = portion.properties;
    else if (portion.step === 'formats') unpack = createCellUnpacker(portion.formats, shared);
    else if (portion.step === 'shared') for (const text of portion.texts) shared.push(text);
    else if (portion.step === 'sheet') sheets.push({ name: portion.name, rows: [], problems: [] });
    else if (portion.step === 'cells') unpack(portion, sheet.rows);
    else if (portion.step === 'sheet-end') sheet.problems = portion.problems;
  }
  return { workbook: { sheets, properties, problems: end.problems }, problems: [] };
}
