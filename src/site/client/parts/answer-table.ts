import type { JsonTerm } from '../../../rdf/terms.js';
import { directionOf } from '../../../text/languages.js';
import { fill } from '../../fill.js';
import { type AnswerTable, isNumber, type Row, textOf } from '../../query/answer.js';
import { type Prefixes, type QuerySettings, shorten } from '../../query/query-text.js';
import { element, make } from './dom.js';

/** Data for links, names and short names in cells. */
export interface CellSettings {
  pageOf(iri: string): string | undefined; // a link
  nameOf(iri: string): string | undefined; // in the language of the page
  prefixes: Prefixes;
  words: QuerySettings['words'];
}

/** Rows are added in batches, so that a long answer does not block the page. */
const rowsAtOnce = 200;

/** The text of a cell, as the table shows it. */
export function shownText(term: JsonTerm | undefined, { nameOf, prefixes }: CellSettings): string {
  if (!term) return '';
  const text = textOf(term);
  if (term.type === 'bnode') return `_:${text}`;
  return term.type === 'uri' ? (nameOf(text) ?? shorten(text, prefixes) ?? text) : text;
}

/** Shows an answer as a table that can be sorted and filtered, with columns that can be made wider. */
export function showTable(answer: AnswerTable, settings: CellSettings): void {
  const more = element('query-more');
  const filter = element<HTMLInputElement>('query-filter');
  const { columns } = answer;
  const body = make('tbody');
  let sorted: { column: number; isDown: boolean } | undefined;
  let rows: readonly Row[] = answer.rows;
  const addRows = (): void => {
    const from = body.rows.length;
    for (const row of rows.slice(from, from + rowsAtOnce))
      body.append(make('tr', {}, ...row.map((term) => createCell(term, settings))));
    more.hidden = body.rows.length >= rows.length;
  };
  const showRows = (): void => {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row: Row): boolean => {
      const text = row.map((term) => shownText(term, settings).toLowerCase()).join('\n');
      return wanted.every((word) => text.includes(word));
    };
    rows = wanted.length === 0 ? answer.rows : answer.rows.filter(fits);
    if (sorted) rows = sortRows(rows, sorted.column, sorted.isDown, settings);
    body.replaceChildren();
    addRows();
  };
  const heads = columns.map((name, i) => {
    const button = make('button', { type: 'button', class: 'sort' }, name);
    const head = make('th', { scope: 'col', dir: 'ltr' }, button);
    head.append(createWidener(head, fill(settings.words.width, { column: name })));
    button.addEventListener('click', () => {
      sorted = { column: i, isDown: sorted?.column === i && !sorted.isDown };
      for (const one of heads) one.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sorted.isDown ? 'descending' : 'ascending');
      showRows();
    });
    return head;
  });
  filter.value = '';
  filter.oninput = showRows;
  more.onclick = addRows;
  const head = make('thead', {}, make('tr', {}, ...heads));
  element('query-cells').replaceChildren(make('table', { 'aria-labelledby': 'query-results-title' }, head, body));
  showRows();
}

/** Numbers are sorted by value, all other cells by their text; empty cells come last. */
function sortRows(rows: readonly Row[], column: number, isDown: boolean, settings: CellSettings): Row[] {
  const keyed = rows.map((row) => {
    const term = row[column];
    return { row, number: isNumber(term) ? Number(term?.value) : undefined, text: shownText(term, settings) };
  });
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const turn = isDown ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (a.text === '' || b.text === '') return Number(a.text === '') - Number(b.text === '');
      const isNumeric = a.number !== undefined && b.number !== undefined;
      return turn * (isNumeric ? (a.number ?? 0) - (b.number ?? 0) : collator.compare(a.text, b.text));
    })
    .map(({ row }) => row);
}

/** The edge of a column, which the pointer or the arrow keys move. */
function createWidener(head: HTMLTableCellElement, label: string): HTMLElement {
  const edge = make('span', {
    class: 'widen',
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    'aria-label': label,
    'aria-valuemin': '48',
    'aria-valuemax': '2000',
    'aria-valuenow': '48',
  });
  requestAnimationFrame(() => edge.setAttribute('aria-valuenow', String(head.offsetWidth)));
  const setWidth = (width: number): void => {
    const size = Math.max(48, Math.round(width));
    head.style.minWidth = `${size}px`;
    head.style.width = `${size}px`;
    head.style.maxWidth = `${size}px`;
    edge.setAttribute('aria-valuenow', String(size));
  };
  edge.addEventListener('pointerdown', (start) => {
    const width = head.offsetWidth;
    edge.setPointerCapture(start.pointerId);
    edge.onpointermove = (now) => setWidth(width + now.clientX - start.clientX);
    edge.onpointerup = () => {
      edge.onpointermove = null;
    };
  });
  edge.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft' || key === 'ArrowRight') setWidth(head.offsetWidth + (key === 'ArrowLeft' ? -24 : 24));
  });
  return edge;
}

function createCell(term: JsonTerm | undefined, settings: CellSettings): HTMLTableCellElement {
  if (term === undefined) return make('td');
  return make('td', isNumber(term) ? { class: 'numeric' } : {}, termElement(term, settings));
}

function termElement(term: JsonTerm, settings: CellSettings): HTMLElement {
  const text = textOf(term);
  const shown = shownText(term, settings);
  if (term.type === 'bnode') return make('bdi', {}, shown);
  if (term.type === 'literal') {
    const language = term['xml:lang'];
    return make('bdi', language === undefined ? {} : { lang: language, dir: directionOf(language) }, shown);
  }
  const name = make('bdi', settings.nameOf(text) === undefined ? { dir: 'ltr' } : {}, shown);
  const page = settings.pageOf(text);
  if (page !== undefined) return make('a', { href: page, title: text }, name);
  if (/^https?:\/\//i.test(text)) return make('a', { href: text, title: text, rel: 'noreferrer external' }, name);
  return name;
}
