import { columnNumber, countBySeverity, type Place, PROBLEM_LIMIT, type Problem, type Severity } from '../problem.js';

const colors: Record<Severity | 'dim', string> = { error: '31', warning: '33', notice: '36', dim: '2' };

/** The report for people: a line a problem, with its place first, then what to do. */
export function text(problems: Problem[], color: boolean): string {
  const paint = (name: keyof typeof colors, words: string): string =>
    color ? `\u001b[${colors[name]}m${words}\u001b[0m` : words;
  const shown = problems.slice(0, PROBLEM_LIMIT);
  const lines = shown.flatMap(({ code, severity, message, where, fix, related }, i) => [
    `${place(where)} ${paint(severity, severity)} [${code}] ${oneLine(message)}`,
    ...(related ?? []).map((other) => paint('dim', `    see also ${place(other)}`)),
    ...(fix && fix !== shown[i + 1]?.fix ? [paint('dim', `    → ${oneLine(fix)}`)] : []), // once for a run of the same
  ]);
  const beyond = problems.length - PROBLEM_LIMIT;
  if (beyond > 0) lines.push(`… and ${beyond} more`);
  lines.push(summary(problems));
  return `${lines.join('\n')}\n`;
}

/** "data/links.csv:14:2", or what is known of it. */
export function place({ file, row, cell, column, value }: Place): string {
  if (row === undefined) return value ? `${file}: ${value}` : file;
  if (cell !== undefined) return `${file}:${row}:${columnNumber({ file, cell })}`;
  return column === undefined ? `${file}:${row}` : `${file}:${row} (${column})`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not obey what stands in a cell
const oneLine = (words: string): string => words.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');

export function summary(problems: Problem[]): string {
  const counts = countBySeverity(problems);
  const parts = (Object.keys(counts) as Severity[]).map((name) => plural(counts[name], name));
  return parts.join(', ');
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
