import { nameProperties } from '../diff/statements.js';
import type { Checked } from '../pipeline.js';
import { UserError } from '../problem.js';
import { locate, type Sheet } from '../sheets/table-group.js';
import type { FoundRows, FoundSheet } from '../site/workbench/messages.js';
import { cellsAbout, rowsOf } from './rows.js';
import type { Handler } from './state.js';

/** The maximum number of rows that are shown. */
const mostRows = 60;

/**
 * Finds the rows about a resource and about its links, and the sheets whose rows can refer to it. Rows of dropped files are found
 * in these files. `thing`: an IRI, or its part after the base.
 */
export const find: Handler<'find'> = ({ checked, sheets }, { thing, language }): FoundRows => {
  if (!checked) throw new UserError('The sheets were not checked');
  const iri = URL.canParse(thing, checked.base) ? new URL(thing, checked.base).href : thing; // an address can contain any text
  const { own, links } = rowsAbout(checked, iri);
  const owners = sheets.filter(({ file }) => own.has(file));
  const others = sheets.filter((sheet) => !owners.includes(sheet));
  const linked = others.filter(({ file }) => links.has(file));
  let left = mostRows;
  let beyond = 0;
  const found = [...new Set([...owners, ...linked, ...others])].flatMap((sheet): FoundSheet[] => {
    const all = rowsOf(sheet, new Set([...(own.get(sheet.file) ?? []), ...(links.get(sheet.file) ?? [])]));
    const shown = all.rows.slice(0, left);
    left -= shown.length;
    beyond += all.rows.length - shown.length;
    const known = owners.includes(sheet) ? undefined : knownCells(sheet, owners, own);
    return shown.length > 0 || known ? [{ ...locate(sheet.file), ...all, rows: shown, known }] : [];
  });
  return { ...nameOf(checked, iri, language), sheets: found, beyond };
};

/** The cells of a new row that refers to the resource; undefined if the rows of the sheet cannot refer to it. */
function knownCells(sheet: Sheet, owners: Sheet[], own: RowNumbers): Record<string, string> | undefined {
  const cells = owners.flatMap((owner) => [...(own.get(owner.file) ?? [])].map((row) => cellsAbout(sheet, owner, row)));
  return cells.find((one) => Object.values(one).some(Boolean));
}

/** The name of a resource in the language, or else in English or any language. */
function nameOf({ statements }: Checked, iri: string, language: string): Pick<FoundRows, 'name' | 'language'> {
  const names = statements.quads.flatMap(({ subject, predicate, object }) =>
    subject.value === iri && nameProperties.includes(predicate.value) && object.termType === 'Literal' ? [object] : [],
  );
  const found = [language, 'en'].map((one) => names.find((name) => name.language === one)).find(Boolean) ?? names[0];
  return { name: found?.value ?? iri, language: found?.language ?? '' };
}

/** Numbers of rows by file. */
type RowNumbers = Map<string, Set<number>>;

/** The rows about a resource, and the rows about links from or to it. */
function rowsAbout({ statements: { quads, origins }, parts }: Checked, iri: string) {
  const { LinkFrom, LinkTo } = parts.roles.parts;
  const ends = new Set([...LinkFrom, ...LinkTo]);
  const links = new Set(
    quads.flatMap(({ subject, predicate, object }) =>
      object.value === iri && ends.has(predicate.value) ? [subject.value] : [],
    ),
  );
  const rowsWith = (isWanted: (subject: string) => boolean): RowNumbers => {
    const found: RowNumbers = new Map();
    for (const [i, { subject }] of quads.entries()) {
      const origin = origins[i];
      if (origin && isWanted(subject.value))
        found.set(origin.sheet.file, (found.get(origin.sheet.file) ?? new Set()).add(origin.row));
    }
    return found;
  };
  return { own: rowsWith((subject) => subject === iri), links: rowsWith((subject) => links.has(subject)) };
}
