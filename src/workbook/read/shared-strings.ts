import { grouped } from '../../problem.js';
import type { ArchiveEntry } from './archive.js';
import { limits } from './limits.js';
import { isRefused, type Reading, refuse } from './reading.js';
import { collectRuns, type RichText } from './text-runs.js';
import { type ElementHandlers, readXmlInSteps } from './xml.js';

/** What the sheets need to know of each shared string, by index; the texts themselves have been passed on. */
export type SharedStrings = number[];

const richBit = 1;
const struckBit = 2;

/** One number says it all, for there may be a million: 22 is a text of 5 characters of which some are struck through. */
const packed = (length: number, { isRich, isStruck }: RichText): number =>
  length * 4 + (isRich ? richBit : 0) + (isStruck ? struckBit : 0);

export const sharedString = (number: number) => ({
  length: Math.floor(number / 4),
  isRich: (number & richBit) > 0,
  isStruck: (number & struckBit) > 0,
});

/** Reads the table of shared strings and yields its texts in order, some at a time; a text too long for a cell as "". */
export function* readSharedStrings(entry: ArchiveEntry, strings: SharedStrings, reading: Reading): Generator<string[]> {
  const runs = collectRuns();
  let texts: string[] = [];
  const handlers: ElementHandlers = {
    open: runs.open,
    text: runs.text,
    close(name, depth) {
      runs.close(name);
      if (name !== 'si' || depth !== 2) return;
      const rich = runs.take();
      const { length } = rich.text;
      texts.push(length > limits.cellCharacters ? '' : rich.text);
      if (strings.push(packed(length, rich)) > limits.sharedStrings && !isRefused(reading))
        refuse(
          reading,
          'limit',
          `the workbook has more than ${grouped(limits.sharedStrings)} texts`,
          'give the table as CSV',
        );
    },
  };
  for (const _ of readXmlInSteps(entry, handlers, reading)) {
    yield texts;
    texts = [];
  }
  yield texts;
}
