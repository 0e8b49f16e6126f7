import type { Answer, AnswerTable } from '../../query/answer.js';
import { barsOf, measuresOf, mostBars } from '../../query/bars.js';
import { toCsv, toJson, toTurtle } from '../../query/results-text.js';
import { element, make } from '../parts/dom.js';
import { createBars } from './chart-view.js';
import { download } from './download.js';
import { addRows, type CellSettings, createTable } from './table-view.js';

/** So much of a text is shown as it is; the rest is in the download. */
const mostRaw = 200_000;

const views = ['table', 'chart', 'raw'] as const;
type ViewName = (typeof views)[number];

export interface Results {
  show(answer: Answer): void;
  hide(): void;
}

/** The answer in its three views, and as files to keep. */
export function openResults(settings: CellSettings): Results {
  const section = element('query-results', HTMLElement);
  const more = element('query-more', HTMLButtonElement);
  const measure = element('query-measure', HTMLSelectElement);
  let shown: Answer | undefined;
  let table: HTMLTableElement | undefined;

  const fillTable = (): void => {
    if (!table || !shown || shown.form === 'truth') return;
    more.hidden = addRows(table, shown, settings) >= shown.rows.length;
  };
  const textOfRaw = (answer: Answer): string =>
    answer.form === 'graph' ? toTurtle(answer, settings.prefixes) : toJson(answer);
  const makeView: Record<ViewName, (answer: Answer) => void> = {
    table: () => {},
    chart: (answer) => answer.form !== 'truth' && showBars(answer, Number(measure.value)),
    raw: (answer) => {
      const text = textOfRaw(answer);
      element('query-raw-text', HTMLElement).textContent =
        text.length > mostRaw ? `${text.slice(0, mostRaw)}\n…` : text;
    },
  };
  const choose = (chosen: ViewName): void => {
    for (const name of views) {
      element(`query-${name}`, HTMLElement).hidden = name !== chosen;
      element(`query-as-${name}`, HTMLButtonElement).setAttribute('aria-pressed', String(name === chosen));
    }
    if (shown) makeView[chosen](shown);
  };

  for (const name of views)
    element(`query-as-${name}`, HTMLButtonElement).addEventListener('click', () => choose(name));
  more.addEventListener('click', fillTable);
  measure.addEventListener('change', () => choose('chart'));
  openDownloads(() => shown, settings);

  return {
    show(answer) {
      shown = answer;
      const rows = answer.form === 'truth' ? undefined : answer;
      table = rows && createTable(rows);
      element('query-cells', HTMLElement).replaceChildren(...(table ? [table] : []));
      more.hidden = true;
      fillTable();
      offerMeasures(measure, rows);
      element('query-as-table', HTMLButtonElement).hidden = !rows;
      element('query-turtle', HTMLButtonElement).hidden = answer.form !== 'graph';
      element('query-json', HTMLButtonElement).hidden = answer.form === 'graph';
      section.hidden = false;
      choose(rows ? 'table' : 'raw');
    },
    hide() {
      section.hidden = true;
    },
  };
}

function showBars(answer: AnswerTable, measure: number): void {
  element('query-bars', HTMLElement).replaceChildren(createBars(barsOf(answer, measure)));
  element('query-chart-note', HTMLElement).hidden = answer.rows.length <= mostBars;
}

/** The columns that a chart can be made of; without any there is no such view. */
function offerMeasures(measure: HTMLSelectElement, rows: AnswerTable | undefined): void {
  const columns = rows ? measuresOf(rows) : [];
  measure.replaceChildren(...columns.map((i) => make('option', { value: String(i) }, rows?.columns[i] ?? '')));
  element('query-as-chart', HTMLButtonElement).hidden = columns.length === 0;
}

function openDownloads(shown: () => Answer | undefined, { prefixes }: CellSettings): void {
  const offer = (id: string, name: string, mediaType: string, write: (answer: Answer) => string): void =>
    element(id, HTMLButtonElement).addEventListener('click', () => {
      const answer = shown();
      if (answer) download(name, mediaType, write(answer));
    });
  offer('query-csv', 'answer.csv', 'text/csv', toCsv);
  offer('query-json', 'answer.srj', 'application/sparql-results+json', toJson);
  offer('query-turtle', 'answer.ttl', 'text/turtle', (answer) =>
    answer.form === 'graph' ? toTurtle(answer, prefixes) : '',
  );
}
