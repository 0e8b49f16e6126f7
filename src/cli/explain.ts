import { type CodeGroup, explanations } from '../check/problem-catalogue.js';
import { checksOf } from '../check/project-rules.js';
import { tokensOf } from '../check/rule-tokens.js';
import { diskFiles } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import { readRoles } from '../roles/roles.js';
import { readVocabulary } from '../roles/vocabulary.js';
import { didYouMean } from '../text/nearest.js';
import { print, type RunCommand } from './command.js';

/** `gcm explain` */
export const explain: RunCommand = async ([code], options, io) => {
  const queries = options['queries'] as string;
  const ontology = options['ontology'] as string;
  const project = { files: diskFiles, queries, ontology };
  const { quads } = readVocabulary(project, 'https://example.org/');
  const groups = explanations(project, checksOf(project, tokensOf(readRoles(quads))));
  await print(io, code === undefined ? document(groups) : explanationOf(code, groups));
  return 0;
};

function explanationOf(code: string, groups: CodeGroup[]): string {
  const known = new Map(groups.flatMap(({ codes }) => Object.entries(codes)));
  const text = known.get(code);
  if (!text) throw new UserError(`Unknown problem code "${code}"${didYouMean(code, known.keys())}`);
  return `${text.title}\n\n${text.cause}\n→ ${text.remedy}\n`;
}

/** Writes all codes as Markdown: the content of docs/problems.md. */
const document = (groups: CodeGroup[]): string =>
  `${[
    '# Problem codes',
    'On this page you can look up the code of a reported problem, its cause and what to do. `gcm explain foreign-key` shows one code. `gcm explain` generates this page.',
    ...groups.flatMap(({ title, codes }) => [`## ${title}`, table(codes)]),
  ].join('\n\n')}\n`;

function table(codes: CodeGroup['codes']): string {
  const rows = Object.entries(codes).map(([code, { title, cause, remedy }]) => [`\`${code}\``, title, cause, remedy]);
  const lines = rows.map((row) => `| ${row.map(cell).join(' | ')} |`);
  return ['| Code | Problem | Cause | What to do |', '|---|---|---|---|', ...lines].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
