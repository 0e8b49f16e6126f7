import { renderToString } from 'preact-render-to-string';
import { sparkPaths } from '../charts/sparkline.js';
import { localPart } from '../paths.js';
import type { Site } from '../view.js';
import { profileOf } from './profile.js';
import { rankPaths } from './rank-text.js';

/** The small pictures of the page of an area, in one file: the pages in all languages share it. */

/** The file with the pictures of an area, in the site. */
export const picturesFile = ({ graph }: Site, area: string): string =>
  `data/areas/${localPart(graph.pathOf(area) ?? '')}.svg`;

/** The pictures of an area: a line ("l0") and ticks ("t0") for each row, in the order of the page. */
export function areaPictures(site: Site, area: string): string | undefined {
  const { rows } = profileOf(site, area);
  if (rows.size === 0) return undefined;
  const drawn = [...rows.values()].map((row, at) => {
    const newest = row.points.at(-1)?.value ?? 0;
    return (
      <>
        <g id={`l${at}`}>{sparkPaths(row.points)}</g>
        {row.rank && <g id={`t${at}`}>{rankPaths(newest, row.rank.values)}</g>}
      </>
    );
  });
  const shapes = renderToString(<g>{drawn}</g>)
    .replaceAll('class="gap"', 'stroke-dasharray="1.5 3"')
    .replaceAll('class="end"', 'stroke="currentColor" stroke-width="5" stroke-linecap="round"')
    .replaceAll('></path>', '/>');
  return `<svg xmlns="http://www.w3.org/2000/svg">${shapes}</svg>\n`;
}
