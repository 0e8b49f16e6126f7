import { fill } from '../../fill.js';
import { type Answer, measuresOf, toCsv, toJson, toTsv, toTurtle } from '../../query/answer.js';
import type { OfferedArea } from '../../query/figure-names.js';
import { type MapFrame, placesIn, showMap } from './answer-map.js';
import { hasNetwork, showNetwork } from './answer-network.js';
import { type CellSettings, showTable } from './answer-table.js';
import { element, make } from './dom.js';

/** The maximum length of the text view; downloads are complete. */
const mostRaw = 200_000;

const views = ['table', 'chart', 'map', 'network', 'raw'] as const;
type ViewName = (typeof views)[number];

/** An answer on the page. */
interface Shown {
  answer: Answer;
  name: string; // of the files
  settings: CellSettings;
  places?: (string | undefined)[] | undefined; // on the map, by row
}

/** Shows an answer in several views, and offers downloads. */
export function openResults(frame: MapFrame) {
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
    }
    const { answer, settings, places } = shown;
    element('query-measures').hidden = chosen !== 'chart' && chosen !== 'map';
    if (answer.form === 'truth') return;
    if (chosen === 'chart')
      void import('./answer-chart.js').then(({ showChart }) => showChart(answer, Number(measure.value), settings));
    if (chosen === 'map' && places) showMap(answer, Number(measure.value), places, frame, settings);
    if (chosen === 'network') showNetwork(answer, settings);
  };
  const offerDownload = (ending: string, mediaType: string, write: (shown: Shown) => string, id = ending): void =>
    element(`query-${id}`).addEventListener('click', () => {
      if (shown) download(`${shown.name}.${ending}`, mediaType, write(shown));
    });

  for (const name of views) viewButton(name).addEventListener('click', () => choose(name));
  measure.addEventListener('change', () => {
    const isMap = viewButton('map').getAttribute('aria-pressed') === 'true';
    choose(isMap ? 'map' : 'chart');
  });
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
      viewButton('map').hidden = true;
      viewButton('network').hidden = !hasNetwork(answer);
      viewButton('table').hidden = !rows;
      element('query-turtle').hidden = answer.form !== 'graph';
      element('query-json').hidden = answer.form === 'graph';
      element('query-tsv').hidden = !rows;
      section.hidden = false;
      choose(rows ? 'table' : 'raw');
    },
    /** Offers the map if the rows have an area and a number. */
    offerMap(areas: readonly OfferedArea[]): void {
      if (!shown || shown.answer.form === 'truth' || viewButton('chart').hidden) return;
      shown.places = placesIn(shown.answer, areas);
      viewButton('map').hidden = shown.places === undefined;
    },
    /** Offers to add all figures of series of which the graph contains a part. */
    hint(names: string[], add: (names: string[]) => void): void {
      element('query-hint').hidden = names.length === 0;
      if (names.length === 0 || !shown) return;
      element('query-hint-text').textContent = fill(shown.settings.words.part, { names: names.join(', ') });
      element('query-hint-add').onclick = () => add(names);
    },
    hide(): void {
      element('query-hint').hidden = true;
      section.hidden = true;
    },
  };
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
