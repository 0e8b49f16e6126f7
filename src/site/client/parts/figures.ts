import { nearest } from '../../../text/nearest.js';
import { fill } from '../../fill.js';
import {
  type ChosenFigures,
  chooseFigures,
  figuresNamed,
  type OfferedFigures,
  seriesMentioned,
  withFigures,
} from '../../query/figure-names.js';
import type { QuerySettings } from '../../query/query-text.js';
import { element, make } from './dom.js';
import type { Editor } from './editor-place.js';

/** The figures that the header of the query adds to the graph, and the form that adds more. */
export function openFigures({ words, figures }: QuerySettings, editor: Editor, say: (text: string) => void) {
  const place = element('query-figures');
  let offered: Promise<OfferedFigures> | undefined;
  const load = (): Promise<OfferedFigures> => {
    offered ??= fetchOffered(figures);
    return offered;
  };
  const add = (names: string[]): void => {
    editor.replace(withFigures(editor.text(), names));
    say(words.figuresAdded);
  };
  place.hidden = figures === '';
  place.addEventListener('toggle', async () => fillForm(await load()), { once: true });
  element('query-add-figures').addEventListener('submit', (event) => {
    event.preventDefault();
    const inputs = ['query-series', 'query-area'].map((id) => element<HTMLInputElement>(id));
    const names = inputs.map(({ value }) => value.trim().split(' ')[0] ?? '').filter(Boolean);
    for (const input of inputs) input.value = '';
    if (names.length > 0) add(names);
  });
  return {
    add,
    /** The files of the figures that a query names; a sentence if it names an unknown one. */
    async chosenFor(query: string): Promise<(ChosenFigures & { names: string[] }) | { unknown: string }> {
      const names = figuresNamed(query);
      if (names.length === 0 || figures === '') return { names: [], files: [], areas: [] };
      const all = await load();
      const chosen = chooseFigures(all, names);
      if (!('unknown' in chosen)) return { ...chosen, names };
      const known = [...all.files.flatMap((one) => one.names), ...all.areas.map(({ code }) => code)];
      const meant = nearest(chosen.unknown, known);
      const unknown = fill(words.figuresUnknown, { found: chosen.unknown });
      return { unknown: meant === undefined ? unknown : `${unknown} ${fill(words.faults.meant, { meant })}` };
    },
    /** The series that a query names without their figures. */
    mentionedIn: async (query: string): Promise<string[]> =>
      figures === '' ? [] : seriesMentioned(query, await load()),
    /** The areas with their codes, names and places on the map. */
    areas: async (): Promise<OfferedFigures['areas']> => (figures === '' ? [] : (await load()).areas),
  };
}

async function fetchOffered(address: string): Promise<OfferedFigures> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return (await response.json()) as OfferedFigures;
}

/** Fills the lists from which the reader chooses series and areas. */
function fillForm({ files, areas }: OfferedFigures): void {
  const option = (value: string, label: string): HTMLOptionElement =>
    make('option', { value: `${value} ${label}`.trim() });
  const series = files.map(({ names: [code = ''], label }) => option(code, label));
  element('query-series-list').replaceChildren(...series);
  element('query-area-list').replaceChildren(...areas.map(({ code, names: [name = ''] }) => option(code, name)));
}
