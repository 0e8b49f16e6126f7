import { utf8 } from '../bytes.js';
import { PROBLEM_LIMIT, type Problem, type Severity, stopsBuild } from '../problem.js';
import { oneLine } from './harmless-text.js';
import { type Excerpt, placeBeside, placeInFile, plural, type ReportContext, summary } from './report.js';

const icons: Record<Severity, string> = { error: '🔴 error', warning: '🟠 warning', notice: '🔵 notice' };

/** A summary of a step on GitHub holds 1 MiB, in UTF-8; a little is left for what comes before and after. */
const byteLimit = 1_000_000;

/** Markdown for the summary of a step or a comment: the counts, then a table for each file. */
export function markdown(problems: Problem[], context: ReportContext): string {
  const heading = stopsBuild(problems, context.strict) ? '❌ To be mended' : '✅ Nothing stands in the way';
  const head = `## ${heading}: ${summary(problems)}\n`;
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
  '| | where | what | the row |',
  '|---|---|---|---|',
];

function tableRow({ severity, code, message, where, fix, related = [] }: Problem, context: ReportContext): string {
  const title = context.ruleOf(code)?.title;
  const what = [
    escapeMarkdown(message),
    ...(fix ? [`→ ${escapeMarkdown(fix)}`] : []),
    ...related.map((other) => `see also ${escapeMarkdown(placeBeside(where, other))}`),
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
 * Text that is text in Markdown: punctuation as entities, which never make structure; "BX_TRF_PWKR" and "owl:versionInfo"
 * make none, "http://" and ":eyes:" would. A name behind @ is kept apart from it by a word joiner, so that nobody is called.
 */
export const escapeMarkdown = (words: string): string =>
  oneLine(words)
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(structural, (mark) => `&#${mark.charCodeAt(0)};`);

const structural = /[&<>|`*[\]\\~#@!$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/|[\w+-]+:)|(?<=mailto|xmpp):/giu;
