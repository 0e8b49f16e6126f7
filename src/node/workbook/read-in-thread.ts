import texts from '../../workbook/messages.json' with { type: 'json' };
import { assemble, type Portion } from '../../workbook/read/portions.js';
import { createReading, isRefused, judgeSignature, limits, refuse } from '../../workbook/read/reading.js';
import type { ReadWorkbook } from '../../workbook/workbook.js';
import { startThread, type Thread } from '../thread.js';
import type { ReadOrder } from './read-worker.js';

/**
 * Reads a workbook as the function of the same name in the core does, but in a thread of its own, whose memory and time
 * are limited, so that no content of a file can harm the process.
 */
export const readWorkbook: ReadWorkbook = async (bytes, file, { seconds = limits.seconds } = {}) => {
  const reading = createReading(file);
  judgeSignature(bytes, reading);
  if (isRefused(reading)) return { problems: reading.refusals };
  const thread = startThread<ReadOrder, Portion>(new URL('./read-worker.js', import.meta.url), {
    maxOldGenerationSizeMb: 64,
    maxYoungGenerationSizeMb: 16,
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void thread.close();
  }, seconds * 1000);
  let portions: Portion[];
  try {
    portions = await receive(bytes, file, thread);
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (!isTooLarge && !isLate) throw error;
    refuse(reading, texts.tooCostly, { what: isTooLarge ? 'memory' : 'time' });
    return { problems: reading.refusals };
  } finally {
    clearTimeout(timer);
    await thread.close(); // its memory is free before the rows take theirs
  }
  const end = portions.at(-1);
  if (end?.step === 'end' && end.refusals.length > 0) return { problems: end.refusals };
  return { workbook: assemble(taken(portions)), problems: [] };
};

/** Asks the thread for one portion after the other, up to the last. */
async function receive(bytes: Uint8Array, file: string, thread: Thread<ReadOrder, Portion>): Promise<Portion[]> {
  const portions: Portion[] = [];
  for (let order: ReadOrder = { bytes, file }; portions.at(-1)?.step !== 'end'; order = 'next')
    portions.push(await thread.ask(order));
  return portions;
}

/** Passes portions on without keeping them in memory. */
function* taken(portions: Portion[]): Generator<Portion> {
  for (let portion = portions.shift(); portion; portion = portions.shift()) yield portion;
}
