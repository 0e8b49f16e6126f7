import { nameProperties } from '../diff/statements.js';
import type { Checked } from '../pipeline.js';
import { UserError } from '../problem.js';
import type { FoundRows } from '../site/workbench/messages.js';
import { groupBy } from '../text/order.js';
import { rows } from './rows.js';
import type { Handler } from './state.js';

/** The maximum number of rows that are shown. */
const mostRows = 60;

/** Finds the rows about a resource and about its links. `thing`: an IRI, or its part after the base. */
export const find: Handler<'find'> = (state, { thing, language }, onStep): FoundRows => {
  const { checked } = state;
  if (!checked) throw new UserError('The sheets were not checked');
  const iri = new URL(thing, checked.base).href;
  const found = [...rowsAbout(checked, iri)].flatMap(([file, numbers]) =>
    [...numbers].map((row): [file: string, row: number] => [file, row]),
  );
  const shown = groupBy(found.slice(0, mostRows), ([file]) => file);
  return {
    ...nameOf(checked, iri, language),
    sheets: [...shown].map(([file, all]) => ({
      file,
      ...(rows(state, { order: 'rows', file, rows: all.map(([, row]) => row) }, onStep) as Omit<
        FoundRows['sheets'][0],
        'file'
      >),
    })),
    beyond: Math.max(found.length - mostRows, 0),
  };
};

/** The name of a resource in the language, or else in English or any language. */
function nameOf({ statements }: Checked, iri: string, language: string): Pick<FoundRows, 'name' | 'language'> {
  const names = statements.quads.flatMap(({ subject, predicate, object }) =>
    subject.value === iri && nameProperties.includes(predicate.value) && object.termType === 'Literal' ? [object] : [],
  );
  const found = [language, 'en'].map((one) => names.find((name) => name.language === one)).find(Boolean) ?? names[0];
  return { name: found?.value ?? iri, language: found?.language ?? '' };
}

/** The rows about a resource by file, and then the rows about links from or to the resource. */
function rowsAbout({ statements: { quads, origins }, parts }: Checked, iri: string): Map<string, Set<number>> {
  const { LinkFrom, LinkTo } = parts.roles.parts;
  const ends = new Set([...LinkFrom, ...LinkTo]);
  const links = new Set(
    quads.flatMap(({ subject, predicate, object }) =>
      object.value === iri && ends.has(predicate.value) ? [subject.value] : [],
    ),
  );
  const found = new Map<string, Set<number>>();
  const addRows = (isWanted: (subject: string) => boolean): void => {
    for (const [i, { subject }] of quads.entries()) {
      const origin = origins[i];
      if (origin && isWanted(subject.value))
        found.set(origin.sheet.file, (found.get(origin.sheet.file) ?? new Set()).add(origin.row));
    }
  };
  addRows((subject) => subject === iri);
  addRows((subject) => links.has(subject));
  return found;
}
