import texts from '../../workbook/messages.json' with { type: 'json' };
import { createReading, type Limits, limits, Refusal, refuse, streamLimits } from '../../workbook/read/reading.js';
import { judgeSignature, resultOf } from '../../workbook/read/signature.js';
import { assemble, type Portion, type ReadWorkbook } from '../../workbook/workbook.js';
import { startThread } from '../thread.js';
import type { ReadAnswer, ReadOrder } from './read-worker.js';

/** Reads a workbook in a thread with limited memory and time, to protect the process from hostile files. */
export const readWorkbook: ReadWorkbook = (bytes, file, { seconds = limits.seconds } = {}) =>
  resultOf(bytes, file, async () => {
    const portions: Portion[] = []; // before the thread has freed its memory, the rows need no memory
    for await (const portion of portionsOf(bytes, file, { ...limits, seconds })) portions.push(portion);
    return assemble(taken(portions));
  });

/** Reads a workbook that is too large for the memory, portion by portion. Throws `Refusal`. */
export async function* readLargeWorkbook(bytes: Uint8Array, file: string): AsyncGenerator<Portion> {
  judgeSignature(bytes, createReading(file, streamLimits));
  yield* portionsOf(bytes, file, streamLimits);
}

/** Requests portions from a thread, one after the other. */
async function* portionsOf(bytes: Uint8Array, file: string, allowed: Limits): AsyncGenerator<Portion> {
  const thread = startThread<ReadOrder, ReadAnswer>(new URL('./read-worker.js', import.meta.url), {
    maxOldGenerationSizeMb: 64,
    maxYoungGenerationSizeMb: 16,
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void thread.close();
  }, allowed.seconds * 1000);
  try {
    for (let order: ReadOrder = { bytes, file, allowed }; ; order = 'next') {
      const answer = await thread.ask(order);
      if (answer.step === 'refusal') throw new Refusal(answer.problems);
      yield answer;
      if (answer.step === 'end') return;
    }
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isTooLarge && !isLate) throw error;
    refuse(createReading(file, allowed), texts.tooCostly, { what: isTooLarge ? 'memory' : 'time' });
  } finally {
    clearTimeout(timer);
    await thread.close(); // frees its memory before the rows need memory
  }
}

/** Yields portions and removes them from the array, to free their memory. */
function* taken(portions: Portion[]): Generator<Portion> {
  for (let portion = portions.shift(); portion; portion = portions.shift()) yield portion;
}
