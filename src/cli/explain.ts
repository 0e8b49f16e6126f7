import { type CodeGroup, explanations } from '../check/problem-catalogue.js';
import { diskFiles } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import type { CodeText } from '../report/report.js';
import { didYouMean } from '../text/nearest.js';
import type { Run } from './commands.js';
import { print } from './terminal.js';

export const run: Run = async ([code], options, io) => {
  const groups = explanations({
    files: diskFiles,
    queries: options['queries'] as string,
    ontology: options['ontology'] as string,
  });
  if (code === undefined) await print(io, document(groups));
  else await print(io, explain(code, groups));
  return 0;
};

function explain(code: string, groups: CodeGroup[]): string {
  const known = new Map(groups.flatMap(({ codes }) => Object.entries(codes)));
  const text = known.get(code);
  if (!text) throw new UserError(`no problem has the code ${code}${didYouMean(code, known.keys())}`);
  return `${text.title}\n\n${text.cause}\n→ ${text.remedy}\n`;
}

/** All codes as Markdown: docs/problems.md is this. */
const document = (groups: CodeGroup[]): string =>
  `${[
    '# Problems, their causes and remedies',
    'Every problem that `gcm` reports has one of these codes; `gcm explain foreign-key` shows one of them. This page is what `gcm explain` writes.',
    ...groups.flatMap(({ title, codes }) => [`## ${title}`, table(codes)]),
  ].join('\n\n')}\n`;

const table = (codes: Record<string, CodeText>): string =>
  [
    '| code | what is wrong | how it comes about | what to do |',
    '|---|---|---|---|',
    ...Object.entries(codes).map(
      ([code, { title, cause, remedy }]) => `| \`${code}\` | ${[title, cause, remedy].map(cell).join(' | ')} |`,
    ),
  ].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
