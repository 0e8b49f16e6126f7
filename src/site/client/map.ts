import { pointsOf, type SeriesData } from '../figures/series-values.js';
import { make } from './parts/dom.js';
import { legendCounts, type MapArea, startSlider } from './parts/map-years.js';

/** Maps: name, value and year under the pointer and for the keyboard; a click opens a page; a slider chooses the year. */

const codeOf = (shape: Element): string => /#m(.*)$/.exec(shape.getAttribute('href') ?? '')?.[1] ?? '';

/** The areas with a value: names, values and links are in the table. */
function areasOf(figure: HTMLElement): Map<Element, MapArea> {
  const shapes = [...figure.querySelectorAll<SVGUseElement>('svg > g > use')];
  return new Map(
    shapes.flatMap((shape): [Element, MapArea][] => {
      const code = codeOf(shape);
      const row = document.getElementById(`${figure.id}-${code}`);
      const link = row?.querySelector('a');
      if (!row || !link) return [];
      const cells = [...row.querySelectorAll('td')].map(({ textContent }) => textContent ?? '');
      const text = cells.length > 1 ? `${cells[0]} (${cells[1]})` : (cells[0] ?? '');
      return [[shape, { code, name: link.textContent ?? '', href: link.href, text, shape }]];
    }),
  );
}

function startMap(figure: HTMLElement): void {
  const svg = figure.querySelector<SVGSVGElement>(':scope > svg, .map-picture > svg');
  if (!svg) return;
  const areas = areasOf(figure);
  const tip = make('p', { class: 'map-tip', hidden: '' });
  const spoken = make('p', { class: 'unseen', role: 'status' });
  figure.append(tip, spoken);
  let current: MapArea | undefined;

  function show(area: MapArea | undefined): void {
    current?.shape.classList.remove('current');
    current = area;
    tip.hidden = area === undefined;
    if (area === undefined) return;
    area.shape.classList.add('current');
    area.shape.parentElement?.append(area.shape); // above its neighbours
    tip.replaceChildren(make('b', {}, area.name), ` ${area.text}`);
    const [box, frame] = [area.shape.getBoundingClientRect(), figure.getBoundingClientRect()];
    const middle = box.left + box.width / 2 - frame.left;
    const left = Math.min(Math.max(0, middle - tip.offsetWidth / 2), frame.width - tip.offsetWidth);
    tip.style.left = `${left}px`;
    tip.style.top = `${box.top - frame.top - tip.offsetHeight - 6}px`;
  }

  const isShown = ({ shape }: MapArea): boolean => shape.parentElement?.classList.contains('without') === false;
  svg.addEventListener('pointermove', ({ target }) => {
    const area = areas.get(target as Element);
    if (area !== current) show(area);
  });
  svg.addEventListener('pointerleave', () => show(undefined));
  svg.addEventListener('click', ({ target }) => {
    const area = areas.get(target as Element);
    if (area) location.href = area.href;
  });

  svg.setAttribute('tabindex', '0');
  svg.setAttribute('role', 'application');
  svg.setAttribute('aria-describedby', `${figure.id}-keys`);
  svg.addEventListener('blur', () => show(undefined));
  svg.addEventListener('keydown', (event) => {
    const direction = directions[event.key];
    if (event.key === 'Enter' && current) location.href = current.href;
    else if (event.key === 'Escape') show(undefined);
    else if (direction) {
      const shown = [...areas.values()].filter(isShown);
      show(current === undefined ? shown[0] : (nearest(current, shown, direction) ?? current));
      spoken.textContent = current ? `${current.name}: ${current.text}` : '';
    } else return;
    event.preventDefault();
  });
  if (figure.dataset['years']) void loadYears(figure, areas);
}

type Direction = readonly [x: number, y: number];

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The nearest area in a direction; areas to the side count as further away. */
function nearest(from: MapArea, areas: readonly MapArea[], [x, y]: Direction): MapArea | undefined {
  const middle = ({ shape }: MapArea): Direction => {
    const box = shape.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [fromX, fromY] = middle(from);
  const distances = areas.flatMap((area): [MapArea, number][] => {
    const [toX, toY] = middle(area);
    const along = (toX - fromX) * x + (toY - fromY) * y;
    const aside = Math.abs((toX - fromX) * y) + Math.abs((toY - fromY) * x);
    return area === from || along <= 0 || aside > along * 2 ? [] : [[area, along + aside * 2]];
  });
  return distances.sort(([, a], [, b]) => a - b)[0]?.[0];
}

/** Adds the slider after the figures of all years have been loaded; without them, the map stays as it is. */
async function loadYears(figure: HTMLElement, areas: Map<Element, MapArea>): Promise<void> {
  const answer = await fetch(figure.dataset['years'] as string).catch(() => undefined);
  if (!answer?.ok) return;
  const data = (await answer.json()) as SeriesData;
  const points = new Map([...areas.values()].map(({ code }) => [code, pointsOf(data.areas[code])]));
  startSlider(figure, [...areas.values()], points, legendCounts(figure));
}

for (const figure of document.querySelectorAll<HTMLElement>('figure.map')) startMap(figure);
