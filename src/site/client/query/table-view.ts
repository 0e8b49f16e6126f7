import type { JsonTerm } from '../../../rdf/terms.js';
import { directionOf } from '../../languages.js';
import { type AnswerTable, textOf } from '../../query/answer.js';
import { isNumber } from '../../query/bars.js';
import { shorten } from '../../query/prefixes.js';
import { make } from '../parts/dom.js';

/** What cells need to know: which addresses have a page of the site, and how addresses are shortened. */
export interface CellSettings {
  pageOf(iri: string): string | undefined; // a link
  prefixes: Readonly<Record<string, string>>;
}

/** Rows are put into the page in parts, so that a long answer does not hold it up. */
const rowsAtOnce = 200;

/** An empty table with its head; `addRows` fills it. */
export function createTable({ columns }: AnswerTable): HTMLTableElement {
  const head = make('tr', {}, ...columns.map((name) => make('th', { scope: 'col', dir: 'ltr' }, name)));
  return make('table', { 'aria-labelledby': 'query-results-title' }, make('thead', {}, head), make('tbody', {}));
}

/** Adds the next rows; tells how many are in it now. */
export function addRows(table: HTMLTableElement, { rows }: AnswerTable, settings: CellSettings): number {
  const body = table.tBodies[0] as HTMLTableSectionElement;
  const from = body.rows.length;
  for (const row of rows.slice(from, from + rowsAtOnce))
    body.append(
      make(
        'tr',
        {},
        ...row.map((term) =>
          make('td', isNumber(term) ? { class: 'numeric' } : {}, ...(term ? [cellOf(term, settings)] : [])),
        ),
      ),
    );
  return body.rows.length;
}

function cellOf(term: JsonTerm, { pageOf, prefixes }: CellSettings): HTMLElement {
  const text = textOf(term);
  if (term.type === 'bnode') return make('bdi', {}, `_:${text}`);
  if (term.type === 'literal') {
    const language = term['xml:lang'];
    return make('bdi', language === undefined ? {} : { lang: language, dir: directionOf(language) }, text);
  }
  const shown = make('bdi', { dir: 'ltr' }, shorten(text, prefixes) ?? text);
  const page = pageOf(text);
  if (page !== undefined) return make('a', { href: page, title: text }, shown);
  return /^https?:\/\//i.test(text) ? make('a', { href: text, rel: 'noreferrer external' }, shown) : shown;
}
