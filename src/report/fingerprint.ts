import { sha256 } from '../bytes.js';
import type { Problem } from '../problem.js';

/**
 * A name for each problem that it keeps when rows move: made of the code, the file, the column and what stands there, and
 * of the message without the numbers of rows. Those that are alike are counted: "4f0c…:2".
 */
export function fingerprints(problems: Problem[]): string[] {
  const counts = new Map<string, number>();
  return problems.map(({ code, message, where: { file, sheet = '', column = '', value = '' } }) => {
    const words = message.replaceAll(/\brow \d+/g, 'row');
    const print = sha256(JSON.stringify([code, file, sheet, column, value, words])).slice(0, 32);
    const count = (counts.get(print) ?? 0) + 1;
    counts.set(print, count);
    return `${print}:${count}`;
  });
}
