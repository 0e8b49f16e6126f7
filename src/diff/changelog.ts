import { utf8 } from '../bytes.js';
import { createTrace } from '../graph/statements.js';
import type { Problem } from '../problem.js';
import type { Source } from '../publish/publish.js';
import type { Graph } from '../publish/release-contents.js';
import { breakingProblems } from './breaking.js';
import { compare } from './compare.js';
import { derivedProperties } from './derived.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { type Side, sideOfQuads } from './side.js';

/** What a release says of the one before: two files of it, and the problems that it makes for those who built on that one. */
export interface Changelog {
  files: Source['copies'];
  problems: Problem[];
}

/** Holds a graph against the release before. No file tells where that one lies, so that the same data makes the same bytes. */
export async function changelog(
  previous: Side,
  { statements, derived, parts, tables, metadata }: Graph,
): Promise<Changelog> {
  const quads = [...statements.quads, ...derived.flatMap((one) => one.quads)];
  const found = await compare(previous, {
    ...sideOfQuads(parts.name, quads),
    derived: () =>
      derivedProperties(
        tables,
        derived.map(({ rule }) => rule),
      ),
  });
  const set = { ...found, from: { ...found.from, name: parts.name } };
  const traced = createTrace(statements);
  const file = (name: string, mediaType: string, text: string) => ({ file: name, mediaType, bytes: utf8(text) });
  return {
    files: [file('changes.json', 'application/json', json(set)), file('changes.md', 'text/markdown', markdown(set))],
    problems: breakingProblems(set, (target) => traced(target) ?? { file: metadata }),
  };
}
