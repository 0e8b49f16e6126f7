import { areaKind } from '../figures/series-figures.js';
import { perSite, type Site } from '../view.js';
import { names } from '../vocabulary.js';
import places from './places.json' with { type: 'json' };

/** The places of areas on the map. The outlines are in one file of the site, with an element for each area. */

/** The file with the outlines, in the site. */
export const outlinesFile = 'assets/world.svg';

/** The width and height of the map. */
export const mapSize = { width: places.width, height: places.height };

/** The left, top, width and height of an area on the map; a point has neither width nor height. */
export type Box = readonly [left: number, top: number, width: number, height: number];

const boxes = places.places as unknown as Readonly<Record<string, Box>>;

/** The codes of the areas on the map, by IRI. */
export const placesOf = perSite((site: Site): ReadonlyMap<string, string> => {
  const { graph } = site;
  const all = site.kinds.find(({ type }) => type === areaKind(site))?.things ?? [];
  return new Map(
    all.flatMap((area): [string, string][] => {
      const code = [...graph.codes(area), ...graph.values(area, names.notation)].find((one) => one in boxes);
      return code === undefined ? [] : [[area, code]];
    }),
  );
});

/** The box of the area with a code of the map. */
export const boxOf = (code: string): Box => boxes[code] ?? [0, 0, places.width, places.height];
