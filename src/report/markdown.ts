import { utf8 } from '../bytes.js';
import { PROBLEM_LIMIT, type Problem, type Severity, stopsBuild } from '../problem.js';
import { oneLine } from './harmless-text.js';
import {
  alsoIn,
  type Excerpt,
  placeBeside,
  placeInFile,
  plural,
  type ReportContext,
  summarySince,
  verdict,
} from './report.js';

const icons: Record<Severity, string> = { error: '🔴 error', warning: '🟠 warning', notice: '🔵 notice' };

/** Size limit in UTF-8. A step summary on GitHub can have 1 MiB, which includes other text. */
const byteLimit = 1_000_000;

/** Markdown for a step summary or a comment: the verdict, the counts, then the problems in tables by file. */
export function markdown(problems: Problem[], context: ReportContext): string {
  const icon = stopsBuild(problems, context.strict) ? '❌' : '✅';
  const head = `## ${icon} ${verdict(problems, context.strict)}\n\n${summarySince(problems, context, escapeMarkdown)}\n`;
  const parts: string[] = [head];
  let [file, listed, bytes] = [undefined as string | undefined, 0, 0];
  for (const problem of problems.slice(0, PROBLEM_LIMIT)) {
    const lines = [...(problem.where.file === file ? [] : tableHead(problem.where.file)), tableRow(problem, context)];
    const part = `${lines.join('\n')}\n`;
    bytes += utf8(part).length;
    if (bytes > byteLimit) break;
    file = problem.where.file;
    parts.push(part);
    listed++;
  }
  const beyond = problems.length - listed;
  if (beyond > 0) parts.push(`\n… and ${plural(beyond, 'more problem')}\n`);
  return parts.join('');
}

const tableHead = (file: string): string[] => [
  '',
  `### ${escapeMarkdown(file)}`,
  '',
  '| Severity | Cell | Problem | Row |',
  '|---|---|---|---|',
];

function tableRow(problem: Problem, context: ReportContext): string {
  const { severity, code, message, where, fix, related = [] } = problem;
  const also = alsoIn(problem);
  const title = context.ruleOf(code)?.title;
  const what = [
    escapeMarkdown(message),
    ...(also ? [escapeMarkdown(also)] : []),
    ...(fix ? [`→ ${escapeMarkdown(fix)}`] : []),
    ...related.map((other) => `See also ${escapeMarkdown(placeBeside(where, other))}`),
    `<sub>${escapeMarkdown(title === undefined ? code : `${code}: ${title}`)}</sub>`,
  ];
  const rows = [where, ...related].map((one) => context.excerptOf(one)).filter((one) => one !== undefined);
  const cells = [
    icons[severity],
    escapeMarkdown(placeInFile(where)),
    what.join('<br>'),
    rows.map(shownRow).join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

const shownRow = ({ text, start, end }: Excerpt): string => {
  const isWhole = start === 0 && end === text.length;
  const spot =
    isWhole || start === end
      ? escapeMarkdown(text.slice(start, end))
      : `<b>${escapeMarkdown(text.slice(start, end))}</b>`;
  return `<code>${escapeMarkdown(text.slice(0, start))}${spot}${escapeMarkdown(text.slice(end))}</code>`;
};

/**
 * Escapes text for Markdown. Punctuation becomes entities, unless it is harmless, as in "BX_TRF_PWKR" or "owl:versionInfo".
 * A word joiner after @ prevents notifications.
 */
export const escapeMarkdown = (words: string): string =>
  oneLine(words)
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(structural, (mark) => `&#${mark.charCodeAt(0)};`);

const structural = /[&<>|`*[\]\\~#@!$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/|[\w+-]+:)|(?<=mailto|xmpp):/giu;
