import { grouped } from '../problem.js';
import { oneLine } from '../report/characters.js';
import { breakingProblems } from './breaking.js';
import type { ChangeSet } from './change.js';
import { heading, isUnchanged, nameless, sections } from './counted.js';

const limit = 100;

/** For a terminal: a block for each kind, a line for each change. */
export function text(set: ChangeSet): string {
  const blocks = [[heading(set), ...nameless(set)]];
  if (isUnchanged(set)) blocks.push(['Nothing changed.']);
  for (const { title, sentences, beyond } of sections(set, limit))
    blocks.push([title, ...sentences.map(indented), ...(beyond > 0 ? [`  … and ${grouped(beyond)} more`] : [])]);
  const problems = breakingProblems(set).slice(0, limit);
  const beyond = set.breakingCount - problems.length;
  if (problems.length > 0)
    blocks.push([
      `Breaks what others have built: ${grouped(set.breakingCount)}`,
      ...problems.flatMap(({ code, message, fix = '' }) => [indented(`[${code}] ${message}`), `    → ${fix}`]),
      ...(beyond > 0 ? [`  … and ${grouped(beyond)} more`] : []),
    ]);
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const indented = (sentence: string): string => `  ${oneLine(sentence)}`;
