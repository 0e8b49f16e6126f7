import {
  type Answer,
  type Bar,
  barsOf,
  measuresOf,
  mostBars,
  toCsv,
  toJson,
  toTsv,
  toTurtle,
} from '../../query/answer.js';
import { type CellSettings, showTable } from './answer-table.js';
import { element, make, makeSvg } from './dom.js';

/** The maximum length of the text view; downloads are complete. */
const mostRaw = 200_000;

const views = ['table', 'chart', 'raw'] as const;
type ViewName = (typeof views)[number];

/** An answer on the page. */
interface Shown {
  answer: Answer;
  name: string; // of the files
  settings: CellSettings;
}

/** Shows an answer in several views, and offers downloads. */
export function openResults() {
  const section = element('query-results');
  const measure = element<HTMLSelectElement>('query-measure');
  const viewButton = (name: ViewName): HTMLElement => element(`query-as-${name}`);
  let shown: Shown | undefined;

  const rawText = ({ answer, settings }: Shown): string =>
    answer.form === 'graph' ? toTurtle(answer, settings.prefixes) : toJson(answer);
  const choose = (chosen: ViewName): void => {
    for (const name of views) {
      element(`query-${name}`).hidden = name !== chosen;
      viewButton(name).setAttribute('aria-pressed', String(name === chosen));
    }
    if (!shown) return;
    if (chosen === 'raw') {
      const text = rawText(shown);
      element('query-raw-text').textContent = text.length > mostRaw ? `${text.slice(0, mostRaw)}\n…` : text;
    } else if (chosen === 'chart' && shown.answer.form !== 'truth') {
      const bars = barsOf(shown.answer, Number(measure.value)).map(createBar);
      element('query-bars').replaceChildren(make('ol', { class: 'answer-bars' }, ...bars));
      element('query-chart-note').hidden = shown.answer.rows.length <= mostBars;
    }
  };
  const offerDownload = (ending: string, mediaType: string, write: (shown: Shown) => string, id = ending): void =>
    element(`query-${id}`).addEventListener('click', () => {
      if (shown) download(`${shown.name}.${ending}`, mediaType, write(shown));
    });

  for (const name of views) viewButton(name).addEventListener('click', () => choose(name));
  measure.addEventListener('change', () => choose('chart'));
  offerDownload('csv', 'text/csv', ({ answer }) => toCsv(answer));
  offerDownload('tsv', 'text/tab-separated-values', ({ answer }) => toTsv(answer));
  offerDownload('json', 'application/sparql-results+json', ({ answer }) => toJson(answer));
  offerDownload('ttl', 'text/turtle', rawText, 'turtle');

  return {
    show(answer: Answer, name: string, settings: CellSettings): void {
      shown = { answer, name, settings };
      const rows = answer.form === 'truth' ? undefined : answer;
      if (rows) showTable(rows, settings);
      const measures = rows ? measuresOf(rows) : [];
      measure.replaceChildren(...measures.map((i) => make('option', { value: String(i) }, rows?.columns[i] ?? '')));
      viewButton('chart').hidden = measures.length === 0;
      viewButton('table').hidden = !rows;
      element('query-turtle').hidden = answer.form !== 'graph';
      element('query-json').hidden = answer.form === 'graph';
      element('query-tsv').hidden = !rows;
      section.hidden = false;
      choose(rows ? 'table' : 'raw');
    },
    hide(): void {
      section.hidden = true;
    },
  };
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
