import { wholeAreas } from '../figures/series-figures.js';
import type { View } from '../view.js';
import { type Box, boxOf, mapSize, outlinesFile, placesOf } from './places.js';

/** The smallest part of the map that a small map shows, so that readers see where an area is. */
const smallest = { width: 150, height: 100 };

/** A small map with some areas emphasised; nothing if the map does not have them. */
export function locator(view: View, areas: readonly string[]) {
  const places = placesOf(view.site);
  const codes = areas.flatMap((area) => places.get(area) ?? []);
  if (codes.length === 0) return null;
  // For the whole, one reference is ten kilobytes shorter than one for each country.
  const names = wholeAreas(view.site).includes(view.thing) ? ['all'] : codes.map((code) => `m${code}`);
  return (
    <svg class="locator" viewBox={around(codes.map(boxOf)).join(' ')} aria-hidden="true" direction="ltr">
      <use href={`${view.link(outlinesFile)}#all`} />
      <g class="here">
        {names.map((name) => (
          <use href={`${view.link(outlinesFile)}#${name}`} />
        ))}
      </g>
    </svg>
  );
}

/** The part of the map around some boxes, in the shape of the small map. */
function around(boxes: readonly Box[]): number[] {
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  const ratio = smallest.width / smallest.height;
  const wanted = Math.max((right - left) * 1.4, (bottom - top) * 1.4 * ratio, smallest.width);
  const width = Math.min(wanted, mapSize.width);
  const height = width / ratio;
  const within = (middle: number, length: number, all: number): number =>
    Math.min(Math.max(0, middle - length / 2), Math.max(0, all - length));
  const x = within((left + right) / 2, width, mapSize.width);
  const y = within((top + bottom) / 2, height, mapSize.height);
  return [x, y, width, height].map(Math.round);
}
