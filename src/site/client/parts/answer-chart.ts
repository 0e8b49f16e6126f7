import { h, render } from 'preact';
import { Plot } from '../../charts/plot.js';
import { mostLines } from '../../charts/plot-layout.js';
import { fill } from '../../fill.js';
import { type AnswerTable, type Bar, barsOf, measuresOf, mostBars } from '../../query/answer.js';
import { type AnswerLine, linesOf } from '../../query/answer-lines.js';
import { type CellSettings, shownText } from './answer-table.js';
import { element, make, makeSvg } from './dom.js';

const height = 360;

/** Draws the values of a column: as lines if the answer has years, otherwise as bars. */
export function showChart(table: AnswerTable, measure: number, settings: CellSettings): void {
  const place = element('query-drawing');
  const note = element('query-chart-note');
  const lines = linesToShow(table, measure, settings);
  const { words } = settings;
  render(null, place);
  if (lines === undefined) {
    place.replaceChildren(make('ol', { class: 'answer-bars' }, ...barsOf(table, measure).map(createBar)));
    note.hidden = table.rows.length <= mostBars;
    note.textContent = fill(words.chartNote, { count: mostBars }, words.numbers.language);
    return;
  }
  place.replaceChildren();
  const shown = lines.slice(0, mostLines);
  const title = table.columns[measure] ?? '';
  const plotted = shown.map(({ name, points }, i) => ({ key: String(i), name: name || title, mark: i + 1, points }));
  const description = plotted.map(({ name }) => name).join(', ');
  const width = Math.max(320, place.clientWidth);
  render(h(Plot, { id: 'query-plot', title, description, lines: plotted, words: words.numbers, width, height }), place);
  note.hidden = lines.length <= mostLines;
  note.textContent = fill(words.linesNote, { count: mostLines }, words.numbers.language);
}

/** The lines of a column. If it is one line without a name, the other columns of numbers are lines next to it. */
function linesToShow(table: AnswerTable, measure: number, settings: CellSettings): AnswerLine[] | undefined {
  const linesBy = (column: number): AnswerLine[] | undefined =>
    linesOf(table, column, (term) => shownText(term, settings));
  const lines = linesBy(measure);
  if (lines?.length !== 1 || lines[0]?.name !== '') return lines;
  const others = measuresOf(table).filter((column) => column !== measure);
  return [measure, ...others].flatMap((column) =>
    (linesBy(column) ?? []).map((line) => ({ ...line, name: table.columns[column] ?? '' })),
  );
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
