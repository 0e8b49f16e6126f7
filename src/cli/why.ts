import type { Quad } from 'n3';
import { type Origin, placeOf } from '../graph/statements.js';
import { check } from '../pipeline.js';
import { UserError } from '../problem.js';
import { place } from '../report/text.js';
import type { Run } from './commands.js';
import { projectFrom } from './project.js';
import { print, textTable } from './terminal.js';

export const run: Run = async ([given], options) => {
  const { base, statements, derived } = await check(projectFrom(options));
  const iri = new URL(given as string, base).href;
  const about = ({ subject, object }: Quad): boolean => subject.value === iri || object.value === iri;
  const rows: string[][] = [];
  for (const [i, quad] of statements.quads.entries())
    if (about(quad)) rows.push([...words(quad), place(placeOf(statements.origins[i] as Origin))]);
  for (const quad of derived) if (about(quad)) rows.push([...words(quad), 'derived by a rule in queries/derive']);
  if (rows.length === 0) throw new UserError(`nothing is said about ${iri}`, 1);
  await print(textTable(['subject', 'property', 'value', 'from'], rows));
  return 0;
};

const words = ({ subject, predicate, object }: Quad): string[] => [subject.value, predicate.value, object.value];
