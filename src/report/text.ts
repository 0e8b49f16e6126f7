import { type Place, PROBLEM_LIMIT, type Problem, type Severity, sortProblems } from '../problem.js';
import { addCount, groupBy } from '../text/order.js';
import { oneLine } from './harmless-text.js';
import { alsoIn, type Excerpt, place, type ReportContext, rowLines, summary } from './report.js';

const colors: Record<Severity | 'dim', string> = { error: '31', warning: '33', notice: '36', dim: '2' };

/** Rows are shown for this many problems of a file: the others are usually the same mistake. */
const rowsShown = 50;

/** Errors of one kind that are shown unless `verbose`. */
const errorsShown = 10;

/**
 * The report for people: each problem with its location, then its row, then its remedy. Unless `verbose`, only errors are
 * shown like this, and warnings and notices take one line per kind.
 */
export function text(problems: Problem[], context: ReportContext): string {
  const { shown, hidden } = context.verbose
    ? { shown: problems.slice(0, PROBLEM_LIMIT), hidden: new Map() }
    : fold(problems);
  const blocks = rowBlocks(shown, context);
  const paint = painter(context.color);
  const lines = shown.flatMap((problem, i) => {
    const { code, severity, message, where, fix, related = [] } = problem;
    const more = hidden.get(problem);
    const line = `${oneLine(place(where))} ${paint(severity, severity)} [${oneLine(code)}] ${oneLine(message)}`;
    const also = alsoIn(problem);
    if (severity !== 'error' && !context.verbose) return more ? `${line} (and ${more} more of this kind)` : line;
    const block = blocks[i];
    return [
      line,
      ...(block?.isLast ? indented(block.excerpts, where, severity, paint) : []),
      ...related.flatMap((other) => [
        paint('dim', `    see also ${oneLine(place(other))}`),
        ...(block ? indented([context.excerptOf(other)], other, severity, paint) : []),
      ]),
      ...(also ? [paint('dim', `    ${oneLine(also)}`)] : []),
      ...(fix && fix !== shown[i + 1]?.fix ? [paint('dim', `    → ${oneLine(fix)}`)] : []), // once for a run of the same
      ...(more ? [`    … and ${more} more of this kind`] : []),
    ];
  });
  const beyond = context.verbose ? problems.length - PROBLEM_LIMIT : 0;
  if (beyond > 0) lines.push(`… and ${beyond} more`);
  const isFolded = !context.verbose && (hidden.size > 0 || shown.some(({ severity }) => severity !== 'error'));
  lines.push(`${summary(problems)}${isFolded ? '. To see all of them with their rows, add --verbose' : ''}`);
  return `${lines.join('\n')}\n`;
}

/** The problems that represent their kind, and how many more of that kind each one stands for. */
function fold(problems: Problem[]): { shown: Problem[]; hidden: Map<Problem, number> } {
  const hidden = new Map<Problem, number>();
  const kinds = groupBy(problems, ({ severity, code }) => `${severity} ${code}`);
  const shown = [...kinds.values()].flatMap((kind) => {
    const total = kind.reduce((sum, { count = 1 }) => sum + count, 0);
    const listed = kind.filter(({ count }) => count === undefined);
    const first = (listed.length > 0 ? listed : kind).slice(0, kind[0]?.severity === 'error' ? errorsShown : 1);
    const last = first.at(-1);
    if (last && total > first.length) hidden.set(last, total - first.length);
    return first;
  });
  return { shown: sortProblems(shown), hidden };
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
  for (const [i, { where, fix }] of problems.entries()) {
    const excerpt = addCount(counts, where.file) > rowsShown ? undefined : context.excerptOf(where);
    const before = blocks[i - 1];
    const last = problems[i - 1];
    const isAlike = last?.where.file === where.file && last.fix === fix && !hasMore(problems[i]) && !hasMore(last);
    const [first] = before?.excerpts ?? [];
    const goesOn = before && isAlike && excerpt && first?.text === excerpt.text && first.line === excerpt.line;
    if (goesOn) before.isLast = false;
    blocks.push(excerpt && { excerpts: goesOn ? [...before.excerpts, excerpt] : [excerpt], isLast: true });
  }
  return blocks;
}

/** True if other places are listed below the row of a problem. */
const hasMore = (problem: Problem | undefined): boolean =>
  problem?.related !== undefined || problem?.also !== undefined;

function indented(excerpts: (Excerpt | undefined)[], where: Place, severity: Severity, paint: Paint): string[] {
  return rowLines(excerpts, where).map((line, i) => `    ${i === 0 ? line : paint(severity, line)}`);
}
