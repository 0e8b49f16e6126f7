import type { JsonTerm } from '../../../rdf/terms.js';
import { directionOf } from '../../../text/languages.js';
import {
  type Answer,
  type AnswerTable,
  type Bar,
  barsOf,
  isNumber,
  measuresOf,
  mostBars,
  textOf,
  toCsv,
  toJson,
  toTurtle,
} from '../../query/answer.js';
import { type Prefixes, shorten } from '../../query/query-text.js';
import { element, make, makeSvg } from './dom.js';

/** Data for links and short names in cells. */
interface CellSettings {
  pageOf(iri: string): string | undefined; // a link
  prefixes: Prefixes;
}

/** Rows are added in batches, so that a long answer does not block the page. */
const rowsAtOnce = 200;

/** The maximum length of the text view; downloads are complete. */
const mostRaw = 200_000;

const views = ['table', 'chart', 'raw'] as const;
type ViewName = (typeof views)[number];

/** Shows an answer in three views, and offers downloads. */
export function openResults(settings: CellSettings) {
  const section = element('query-results');
  const more = element('query-more');
  const measure = element<HTMLSelectElement>('query-measure');
  const viewButton = (name: ViewName): HTMLElement => element(`query-as-${name}`);
  let shown: Answer | undefined;
  let body = make('tbody');

  const addRows = (): void => {
    if (!shown || shown.form === 'truth') return;
    const from = body.rows.length;
    for (const row of shown.rows.slice(from, from + rowsAtOnce))
      body.append(make('tr', {}, ...row.map((term) => createCell(term, settings))));
    more.hidden = body.rows.length >= shown.rows.length;
  };
  const rawText = (answer: Answer): string =>
    answer.form === 'graph' ? toTurtle(answer, settings.prefixes) : toJson(answer);
  const choose = (chosen: ViewName): void => {
    for (const name of views) {
      element(`query-${name}`).hidden = name !== chosen;
      viewButton(name).setAttribute('aria-pressed', String(name === chosen));
    }
    if (shown && chosen === 'raw') {
      const text = rawText(shown);
      element('query-raw-text').textContent = text.length > mostRaw ? `${text.slice(0, mostRaw)}\n…` : text;
    } else if (shown && chosen === 'chart' && shown.form !== 'truth') {
      const bars = barsOf(shown, Number(measure.value)).map(createBar);
      element('query-bars').replaceChildren(make('ol', { class: 'answer-bars' }, ...bars));
      element('query-chart-note').hidden = shown.rows.length <= mostBars;
    }
  };
  const offerDownload = (id: string, name: string, mediaType: string, write: (answer: Answer) => string): void =>
    element(id).addEventListener('click', () => shown && download(name, mediaType, write(shown)));

  for (const name of views) viewButton(name).addEventListener('click', () => choose(name));
  more.addEventListener('click', addRows);
  measure.addEventListener('change', () => choose('chart'));
  offerDownload('query-csv', 'answer.csv', 'text/csv', toCsv);
  offerDownload('query-json', 'answer.srj', 'application/sparql-results+json', toJson);
  offerDownload('query-turtle', 'answer.ttl', 'text/turtle', rawText);

  return {
    show(answer: Answer): void {
      shown = answer;
      const rows = answer.form === 'truth' ? undefined : answer;
      body = make('tbody');
      element('query-cells').replaceChildren(...(rows ? [createTable(rows, body)] : []));
      more.hidden = true;
      addRows();
      const measures = rows ? measuresOf(rows) : [];
      measure.replaceChildren(...measures.map((i) => make('option', { value: String(i) }, rows?.columns[i] ?? '')));
      viewButton('chart').hidden = measures.length === 0;
      viewButton('table').hidden = !rows;
      element('query-turtle').hidden = answer.form !== 'graph';
      element('query-json').hidden = answer.form === 'graph';
      section.hidden = false;
      choose(rows ? 'table' : 'raw');
    },
    hide(): void {
      section.hidden = true;
    },
  };
}

function createTable({ columns }: AnswerTable, body: HTMLTableSectionElement): HTMLTableElement {
  const head = make('tr', {}, ...columns.map((name) => make('th', { scope: 'col', dir: 'ltr' }, name)));
  return make('table', { 'aria-labelledby': 'query-results-title' }, make('thead', {}, head), body);
}

function createCell(term: JsonTerm | undefined, settings: CellSettings): HTMLTableCellElement {
  if (term === undefined) return make('td');
  return make('td', isNumber(term) ? { class: 'numeric' } : {}, termElement(term, settings));
}

function termElement(term: JsonTerm, { pageOf, prefixes }: CellSettings): HTMLElement {
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

/** A bar with its label and its number, which are readable without the picture. */
function createBar({ label, value, start, length }: Bar): HTMLLIElement {
  const bar = makeSvg('rect', { x: `${start}%`, width: `${Math.max(length, 0.2)}%`, height: '100%' });
  return make(
    'li',
    {},
    make('bdi', { class: 'answer-label' }, label),
    makeSvg('svg', { class: 'answer-bar', 'aria-hidden': 'true' }, bar),
    make('span', { class: 'answer-value', dir: 'ltr' }, value),
  );
}

/** Offers a text as a download. The text does not leave the browser. */
function download(name: string, mediaType: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = make('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // By then the download has started.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
