import { type Place, PROBLEM_LIMIT, type Problem, type Severity } from '../problem.js';
import { addCount } from '../text/order.js';
import { oneLine } from './harmless-text.js';
import { type Excerpt, place, type ReportContext, rowLines, summary } from './report.js';

const colors: Record<Severity | 'dim', string> = { error: '31', warning: '33', notice: '36', dim: '2' };

/** So many problems of a file show their row; the rest is most often the same mistake again. */
const rowsShown = 50;

/** The report for people: a line a problem, with its place first, then the row with the spot, then what to do. */
export function text(problems: Problem[], context: ReportContext): string {
  const shown = problems.slice(0, PROBLEM_LIMIT);
  const blocks = rowBlocks(shown, context);
  const paint = painter(context.color);
  const lines = shown.flatMap((problem, i) => {
    const { code, severity, message, where, fix, related = [] } = problem;
    const block = blocks[i];
    return [
      `${oneLine(place(where))} ${paint(severity, severity)} [${oneLine(code)}] ${oneLine(message)}`,
      ...(block?.isLast ? indented(block.excerpts, where, severity, paint) : []),
      ...related.flatMap((other) => [
        paint('dim', `    see also ${oneLine(place(other))}`),
        ...(block ? indented([context.excerptOf(other)], other, severity, paint) : []),
      ]),
      ...(fix && fix !== shown[i + 1]?.fix ? [paint('dim', `    → ${oneLine(fix)}`)] : []), // once for a run of the same
    ];
  });
  const beyond = problems.length - PROBLEM_LIMIT;
  if (beyond > 0) lines.push(`… and ${beyond} more`);
  lines.push(summary(problems));
  return `${lines.join('\n')}\n`;
}

type Paint = (name: keyof typeof colors, words: string) => string;

const painter =
  (color: boolean): Paint =>
  (name, words) =>
    color ? `\u001b[${colors[name]}m${words}\u001b[0m` : words;

/** A row that is shown once for the problems that follow each other in it. */
interface RowBlock {
  excerpts: Excerpt[];
  isLast: boolean; // the problem that it is shown below
}

/** For each problem the row that it is in, where that is shown. */
function rowBlocks(problems: Problem[], context: ReportContext): (RowBlock | undefined)[] {
  const counts = new Map<string, number>();
  const blocks: (RowBlock | undefined)[] = [];
  for (const [i, { where, related, fix }] of problems.entries()) {
    const excerpt = addCount(counts, where.file) > rowsShown ? undefined : context.excerptOf(where);
    const before = blocks[i - 1];
    const last = problems[i - 1];
    const isAlike = last?.where.file === where.file && last.fix === fix && !related && !last.related;
    const [first] = before?.excerpts ?? [];
    const goesOn = before && isAlike && excerpt && first?.text === excerpt.text && first.line === excerpt.line;
    if (goesOn) before.isLast = false;
    blocks.push(excerpt && { excerpts: goesOn ? [...before.excerpts, excerpt] : [excerpt], isLast: true });
  }
  return blocks;
}

function indented(excerpts: (Excerpt | undefined)[], where: Place, severity: Severity, paint: Paint): string[] {
  return rowLines(excerpts, where).map((line, i) => `    ${i === 0 ? line : paint(severity, line)}`);
}
