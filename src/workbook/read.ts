import texts from './messages.json' with { type: 'json' };
import { readPackage } from './read/package.js';
import { assemble, type Portion } from './read/portions.js';
import { createReading, isRefused, judgeSignature, limits, type Reading, refuse } from './read/reading.js';
import type { ReadWorkbook } from './workbook.js';

/**
 * Reads an Office Open XML workbook (ECMA-376, transitional or strict) in the calling thread. Faults of the file are
 * returned and not thrown. `bytes` are the file, and `file` is the name that problems call it by.
 */
export const readWorkbook: ReadWorkbook = async (bytes, file, { seconds = limits.seconds } = {}) => {
  const reading = createReading(file);
  judgeSignature(bytes, reading);
  if (isRefused(reading)) return { problems: reading.refusals };
  const workbook = assemble(accepted(readPackage(bytes, file), reading, performance.now() + seconds * 1000));
  return isRefused(reading) ? { problems: reading.refusals } : { workbook, problems: [] };
};

/** Passes portions on until the file is refused, or the time is over. */
function* accepted(portions: Iterable<Portion>, reading: Reading, deadline: number): Generator<Portion> {
  for (const portion of portions) {
    if (performance.now() > deadline) refuse(reading, texts.tooCostly, { what: 'time' });
    if (portion.step === 'end') reading.refusals.push(...portion.refusals);
    if (isRefused(reading)) return;
    yield portion;
  }
}
