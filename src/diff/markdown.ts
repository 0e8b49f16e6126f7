import { grouped } from '../problem.js';
import { escapeMarkdown } from '../report/markdown.js';
import { breakingProblems } from './breaking.js';
import type { ChangeSet } from './change.js';
import { heading, isUnchanged, nameless, sections } from './counted.js';

const limit = 100;

/** For a changelog or a pull request: a heading for each kind, and nothing of the data is structure. */
export function markdown(set: ChangeSet): string {
  const blocks = [`## ${escapeMarkdown(heading(set))}`, ...nameless(set)];
  if (isUnchanged(set)) blocks.push('Nothing changed.');
  const problems = breakingProblems(set);
  if (problems.length > 0)
    blocks.push(
      `### Breaks what others have built: ${grouped(set.breakingCount)}`,
      list(
        problems.map(({ message, fix = '' }) => `${message} — ${fix}`),
        set.breakingCount,
      ),
    );
  for (const { title, sentences, beyond } of sections(set, limit))
    blocks.push(`### ${title}`, list(sentences, sentences.length + beyond));
  return `${blocks.join('\n\n')}\n`;
}

function list(sentences: string[], count: number): string {
  const listed = sentences.slice(0, limit);
  const beyond = count - listed.length;
  const lines = listed.map((sentence) => `- ${escapeMarkdown(sentence)}`);
  return [...lines, ...(beyond > 0 ? [`- … and ${grouped(beyond)} more`] : [])].join('\n');
}
