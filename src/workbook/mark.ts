import { PROBLEM_LIMIT, type Problem, type Severity, sortProblems } from '../problem.js';
import { ourList, spotOf, writeList } from './mark/list.js';
import { addStyles, type Look, withColors } from './mark/looks.js';
import { writeNotes } from './mark/notes.js';
import { emptyPackage, openPackage, type Package, partText, setPart } from './mark/package.js';
import { BrokenPart } from './xml.js';
import { zipParts } from './zip.js';

/**
 * A steward's workbook with its problems shown: cells coloured by how grave they are, a note at each with what is wrong,
 * and a first sheet that lists them all. All else is as it was; marks of an earlier time are taken away. What could not
 * be read as a workbook is answered with one that holds the list alone.
 */
export async function markWorkbook(bytes: Uint8Array, problems: Problem[]): Promise<Uint8Array> {
  try {
    const pack = openPackage(bytes);
    if (pack) return mark(pack, problems);
  } catch (error) {
    if (!(error instanceof BrokenPart)) throw error;
  }
  return mark(emptyPackage(), problems);
}

function mark(pack: Package, problems: Problem[]): Uint8Array {
  const order = new Map(pack.sheets.map(({ name }, i) => [name, i]));
  const tab = ({ where }: Problem): number => order.get(where.sheet ?? '') ?? -1;
  const sorted = sortProblems(problems).sort((a, b) => tab(a) - tab(b)); // those of no sheet first
  const styles = addStyles(pack);
  const list = ourList(pack);
  for (const { name, part } of pack.sheets.filter((sheet) => sheet.part !== list)) {
    const marks = marksOf(sorted.filter(({ where }) => where.sheet === name).slice(0, PROBLEM_LIMIT));
    const cells = new Map<Look, string[]>([
      ['error', []],
      ['warning', []],
      ['notice', []],
    ]);
    for (const [address, { severity }] of marks) cells.get(severity)?.push(address);
    const text = partText(pack, part) ?? '';
    const colored = withColors(text, cells, styles);
    if (colored !== text) setPart(pack, part, colored);
    writeNotes(pack, part, new Map([...marks].map(([address, { lines }]) => [address, lines])));
  }
  writeList(pack, sorted, spotOf, styles);
  return zipParts(pack.parts);
}

interface Mark {
  severity: Severity; // of the gravest problem there
  lines: string[];
}

const graver: Record<Severity, number> = { error: 0, warning: 1, notice: 2 };

function marksOf(problems: Problem[]): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const problem of problems) {
    const { severity, message, fix } = problem;
    const address = spotOf(problem);
    const mark = marks.get(address) ?? { severity, lines: [] };
    if (graver[severity] < graver[mark.severity]) mark.severity = severity;
    mark.lines.push(`${severity}: ${message}`, ...(fix === undefined ? [] : [`→ ${fix}`]));
    marks.set(address, mark);
  }
  return marks;
}
