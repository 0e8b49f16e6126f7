import { cellAccidents } from './cells.mjs';
import { createRandom } from './random.mjs';
import { rangeAccidents } from './ranges.mjs';
import { readSheet } from './sheet.mjs';
import { unitAccidents, wholeAccidents } from './whole.mjs';

const kinds = { ...cellAccidents, ...rangeAccidents, ...wholeAccidents, ...unitAccidents };

/** The kinds of accidents. */
export const kindsOfAccidents = Object.keys(kinds);

/**
 * Makes accidents from a seed, each kind in turn. `sheets` are the bytes of CSV files by name. An accident that does not
 * change the cells of its sheet is replaced by another.
 */
export function makeAccidents(sheets, count, seed) {
  const random = createRandom(seed);
  const read = [...sheets].map(([file, bytes]) => readSheet(file, bytes));
  // Large sheets have more accidents, but not in proportion to their size.
  const weighted = read.flatMap((sheet) => {
    const weight = Math.ceil(Math.sqrt(sheet.rows.length * sheet.columns.length) / 4);
    return Array.from({ length: weight }, () => sheet);
  });
  const made = [];
  for (let turn = 0; made.length < count; turn++) {
    const kind = kindsOfAccidents[turn % kindsOfAccidents.length];
    for (let tries = 0; tries < 200; tries++) {
      const sheet = random.pick(weighted);
      const accident = kinds[kind](random, sheet);
      if (!accident || !hasEffect(sheet, accident.bytes)) continue;
      made.push({ number: made.length + 1, kind, file: sheet.file, ...accident });
      break;
    }
  }
  return made;
}

function hasEffect(sheet, bytes) {
  if (Buffer.from(bytes).equals(sheet.bytes)) return false;
  try {
    return JSON.stringify(readSheet(sheet.file, bytes).rows) !== JSON.stringify(sheet.rows);
  } catch {
    return true;
  }
}
