import { sparkShape, sparkSize } from '../charts/spark-shape.js';
import { pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import type { Direction } from '../figures/series-figures.js';
import { trendClass, trendOf } from '../figures/trend.js';
import type { CardSettings } from '../sections/area-choice.js';
import type { AreaName } from './parts/chart-state.js';
import { make, makeSvg } from './parts/dom.js';

/** Shows the figures of the area that the reader chooses on all cards of the page. The choice is in the address and holds for the visit. */

const key = 'area';
const place = document.querySelector<HTMLElement>('.figures-for');
if (place !== null && location.protocol !== 'file:')
  void start(place, JSON.parse(place.dataset['settings'] ?? '') as CardSettings);

/** A row of a card with its figures for the whole. */
interface Row {
  series: string;
  direction: Direction;
  picture: HTMLElement;
  value: HTMLElement;
  before: [picture: Node[], value: Node[]];
}

async function start(place: HTMLElement, settings: CardSettings): Promise<void> {
  const response = await fetch(settings.names);
  if (!response.ok) return;
  const names = ((await response.json()) as AreaName[])
    .filter(([, name]) => name !== settings.whole)
    .map(([, name, path]) => [path.replace(/^.*\//, ''), name] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, document.documentElement.lang));
  const options = [['', settings.whole] as const, ...names].map(([value, name]) => make('option', { value }, name));
  const select = make('select', {}, ...options);
  place.replaceChildren(make('label', {}, `${settings.words.label} `, select));
  const rows = [...document.querySelectorAll<HTMLElement>('.measure[data-series]')].flatMap((row) => rowOf(row) ?? []);
  const show = async (code: string): Promise<void> => {
    const figures = code === '' ? undefined : await figuresIn(settings.areas.replace('{code}', code));
    for (const row of rows) {
      if (code === '') restore(row);
      else fill(row, figures?.[row.series] ?? [], settings);
    }
  };
  select.addEventListener('change', () => {
    remember(select.value);
    void show(select.value);
  });
  const asked = new URLSearchParams(location.search).get(key) ?? stored();
  if (asked && names.some(([code]) => code === asked)) {
    select.value = asked;
    remember(asked);
    await show(asked);
  }
}

function rowOf(row: HTMLElement): Row | undefined {
  const [picture, value] = ['.measure-picture', '.measure-value'].map((name) => row.querySelector<HTMLElement>(name));
  if (!picture || !value) return undefined;
  const { series = '', direction = 'neither' } = row.dataset;
  const before: Row['before'] = [[...picture.childNodes], [...value.childNodes]];
  return { series, direction: direction as Direction, picture, value, before };
}

type Cells = [year: number, value: number, sign?: string][];

async function figuresIn(file: string): Promise<Record<string, Cells> | undefined> {
  const response = await fetch(file);
  return response.ok ? ((await response.json()) as { series: Record<string, Cells> }).series : undefined;
}

function restore({ picture, value, before }: Row): void {
  picture.replaceChildren(...before[0]);
  value.replaceChildren(...before[1]);
}

/** Replaces the picture and the value of a row. */
function fill({ picture, value, direction }: Row, cells: Cells, { words }: CardSettings): void {
  const points = cells.map(([year, value, sign]): Point => ({ year, value, ...(sign !== undefined && { sign }) }));
  const newest = points.at(-1);
  const shape = sparkShape(points);
  if (newest === undefined) {
    picture.replaceChildren();
    value.replaceChildren(make('span', { class: 'when' }, words.none));
    return;
  }
  const { width, height } = sparkSize;
  const attributes = { class: 'spark', viewBox: `0 0 ${width} ${height}`, width: `${width}`, height: `${height}` };
  const paths = [
    makeSvg('path', { class: 'gap', d: shape.dotted }),
    makeSvg('path', { d: shape.solid }),
    makeSvg('path', { class: 'end', d: shape.end }),
  ].filter((path) => path.getAttribute('d') !== '');
  picture.replaceChildren(makeSvg('svg', { ...attributes, 'aria-hidden': 'true', direction: 'ltr' }, ...paths));
  const when = make(
    'span',
    { class: 'when' },
    make('bdi', {}, String(newest.year)),
    ' ',
    trendMark(points, direction, words),
  );
  value.replaceChildren(
    make('span', { class: 'newest' }, make('bdi', { class: 'value' }, pointText(newest, words)), ' ', when),
  );
}

function trendMark(points: readonly Point[], direction: Direction, { trend: texts }: CardSettings['words']): Node {
  const trend = trendOf(points, direction);
  if (trend === undefined) return make('span', { class: 'trend' }, points.length === 1 ? texts.oneValue : '');
  return make('span', { class: trendClass(trend) }, texts[trend.is]);
}

/** A browser can forbid storage. */
function stored(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Writes the choice to the address and keeps it for the other pages of this visit. */
function remember(code: string): void {
  const address = new URL(location.href);
  if (code === '') address.searchParams.delete(key);
  else address.searchParams.set(key, code);
  history.replaceState(history.state, '', address);
  try {
    sessionStorage.setItem(key, code);
  } catch {
    // The choice holds until the page is left.
  }
}
