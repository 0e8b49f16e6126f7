import { figureText, pointText } from '../../figures/figure-text.js';
import type { Point } from '../../figures/points.js';
import { classOf } from '../../maps/classes.js';
import type { MapWords } from '../../maps/map-words.js';
import { make, makeSvg } from './dom.js';

/** An area on the map. */
export interface MapArea {
  code: string;
  name: string;
  href: string;
  text: string; // the value with its year
  shape: SVGUseElement;
}

/** The cells of the legend with the numbers of areas: of each class, then of the areas without a value. */
export const legendCounts = (figure: HTMLElement): Element[] => [...figure.querySelectorAll('.map-legend tbody td')];

/** Adds a slider for the year: it stops only at years with values, and starts at the newest value of each area. */
export function startSlider(
  figure: HTMLElement,
  areas: readonly MapArea[],
  points: ReadonlyMap<string, readonly Point[]>,
  counts: readonly Element[],
): void {
  const years = [...new Set([...points.values()].flatMap((all) => all.map(({ year }) => year)))].sort((a, b) => a - b);
  const words = JSON.parse(figure.dataset['words'] ?? '{}') as MapWords;
  const limits = (figure.dataset['limits'] ?? '').split(' ').filter(Boolean).map(Number);
  const groups = [...figure.querySelectorAll('svg > g')];
  const first = groups[0];
  if (years.length < 2 || first === undefined) return;
  const without = makeSvg('g', { class: 'without' });
  first.before(without);
  const classes = counts.length - 1;
  const missing = Number(counts[classes]?.textContent) || 0;

  const slider = make('input', {
    type: 'range',
    min: '0',
    max: String(years.length),
    value: String(years.length),
    'aria-label': words.year,
  });
  const shown = make('output', {}, words.newest);
  slider.setAttribute('aria-valuetext', words.newest);
  figure.querySelector('.map-legend')?.before(make('div', { class: 'map-years', dir: 'ltr' }, slider, shown));

  slider.addEventListener('input', () => {
    const year = years[Number(slider.value)];
    const numbers = new Array<number>(classes + 1).fill(0);
    for (const area of areas) {
      const all = points.get(area.code) ?? [];
      const point = year === undefined ? all.at(-1) : all.find((one) => one.year === year);
      const at = point === undefined ? classes : classOf(point.value, limits);
      numbers[at] = (numbers[at] ?? 0) + 1;
      (point === undefined ? without : groups[at])?.append(area.shape);
      area.text = point === undefined ? '' : `${pointText(point, words)} (${point.year})`;
    }
    numbers[classes] = (numbers[classes] ?? 0) + missing;
    counts.forEach((cell, at) => {
      cell.textContent = figureText(numbers[at] ?? 0, words);
    });
    shown.textContent = year === undefined ? words.newest : String(year);
    slider.setAttribute('aria-valuetext', shown.textContent);
  });
}
