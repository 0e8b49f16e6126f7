import type { Quad } from 'n3';
import { type Origin, placeOf } from '../graph/statements.js';
import { check } from '../pipeline.js';
import { hasErrors, UserError } from '../problem.js';
import { prefixesOf } from '../publish/dump.js';
import { place } from '../report/place.js';
import { withSheetName } from '../sheets/places.js';
import type { Run } from './commands.js';
import { projectFrom } from './project.js';
import { print, textTable } from './terminal.js';

export const run: Run = async ([given = ''], options) => {
  const project = projectFrom(options);
  const { base, statements, derived, parts, problems } = await check(project);
  // The longest namespace first, for one may begin another.
  const prefixes = Object.entries(prefixesOf(parts.context)).sort(([, a], [, b]) => b.length - a.length);
  const iri = expand(given, prefixes, base);
  const about = ({ subject, object }: Quad): boolean => subject.value === iri || object.value === iri;
  const words = ({ subject, predicate, object }: Quad): string[] =>
    [subject, predicate, object].map(({ termType, value }) =>
      termType === 'NamedNode' ? shorten(value, prefixes, base) : value,
    );
  const rows: string[][] = [];
  for (const [i, quad] of statements.quads.entries())
    if (about(quad)) rows.push([...words(quad), place(withSheetName(placeOf(statements.origins[i] as Origin)))]);
  for (const { rule, quads } of derived)
    for (const quad of quads) if (about(quad)) rows.push([...words(quad), rule.file]);
  const reason = hasErrors(problems) ? '; the sheets have errors: see gcm check' : '';
  if (rows.length === 0) throw new UserError(`nothing is said about ${iri}${reason}`, 1);
  await print(textTable(['subject', 'property', 'value', 'from'], rows));
  return 0;
};

type Prefixes = [prefix: string, iri: string][];

/** "sdg:16.2", "objective/10" or a whole IRI. */
function expand(given: string, prefixes: Prefixes, base: string): string {
  const known = prefixes.find(([prefix]) => given.startsWith(`${prefix}:`));
  if (known) return known[1] + given.slice(known[0].length + 1);
  if (!URL.canParse(given, base)) throw new UserError(`${given} is no address`);
  return new URL(given, base).href;
}

function shorten(iri: string, prefixes: Prefixes, base: string): string {
  const known = prefixes.find(([, namespace]) => iri.startsWith(namespace));
  if (known) return `${known[0]}:${iri.slice(known[1].length)}`;
  return iri.startsWith(base) ? iri.slice(base.length) : iri;
}
