import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import { feature, merge } from 'topojson-client';

/** Prepares the outlines of the world map at compile time, from the public-domain shapes of Natural Earth. */

const read = (url) => JSON.parse(readFileSync(fileURLToPath(url), 'utf8'));
const atlas = (scale) => read(import.meta.resolve(`world-atlas/countries-${scale}.json`));

/** The size of the map; Equal Earth without the south of the earth. */
const [width, height] = [960, 430];

/** Shapes without a code, by name, and the area that statistics count them under. */
const partsOf = { 'N. Cyprus': '196', Somaliland: '706', Kosovo: '688' };

/** Distant parts of a shape that statistics count as a different area. */
const distant = [
  { from: '250', is: '254', test: ([longitude]) => longitude < -45 },
  { from: '578', is: '744', test: ([, latitude]) => latitude > 73 },
];

/** Antarctica, of which the map shows nothing. */
const leftOut = '010';

/** The shapes by code: a multi-polygon for each area. */
function shapes() {
  const world = atlas('110m');
  const byCode = new Map();
  for (const one of world.objects.countries.geometries) {
    const code = one.id ?? partsOf[one.properties.name];
    if (code !== leftOut && code !== undefined) byCode.set(code, [...(byCode.get(code) ?? []), one]);
  }
  const found = new Map([...byCode].map(([code, all]) => [code, merge(world, all)]));
  for (const { from, is, test } of distant) {
    const whole = found.get(from);
    const polygon = (coordinates) => ({ type: 'Polygon', coordinates });
    const isDistant = (coordinates) => test(geoCentroid(polygon(coordinates)));
    const multi = (keep) => ({ type: 'MultiPolygon', coordinates: whole.coordinates.filter(keep) });
    found.set(is, multi(isDistant));
    found.set(
      from,
      multi((one) => !isDistant(one)),
    );
  }
  return found;
}

/** The points of the areas that have no shape: their largest island, or the point in further-places.json. */
function points(drawn) {
  const found = new Map(Object.entries(read(new URL('further-places.json', import.meta.url))));
  for (const scale of ['10m', '50m']) {
    const fine = atlas(scale);
    for (const one of fine.objects.countries.geometries) {
      if (!one.id || drawn.has(one.id) || one.id === leftOut) continue;
      const { geometry } = feature(fine, one);
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      const islands = polygons.map((coordinates) => ({ type: 'Polygon', coordinates }));
      found.set(one.id, geoCentroid(islands.sort((a, b) => geoArea(b) - geoArea(a))[0]));
    }
  }
  return found;
}

/** Returns the SVG file with an element for each area ("m404"), and the box of each area: [left, top, width, height]. */
export function outlines() {
  const drawn = shapes();
  const all = { type: 'GeometryCollection', geometries: [...drawn.values()] };
  const projection = geoEqualEarth()
    .rotate([-11, 0])
    .fitExtent(
      [
        [4, 4],
        [width - 4, height - 4],
      ],
      all,
    );
  const path = geoPath(projection).digits(1);
  const places = {};
  const elements = [];
  const round = (number) => Math.round(number * 10) / 10;
  for (const [code, shape] of [...drawn].sort(([a], [b]) => a.localeCompare(b))) {
    const [[left, top], [right, bottom]] = path.bounds(shape);
    places[code] = [left, top, right - left, bottom - top].map(round);
    elements.push(`<path id="m${code}" d="${path(shape)}"/>`);
  }
  for (const [code, point] of [...points(drawn)].sort(([a], [b]) => a.localeCompare(b))) {
    const [x, y] = projection(point).map(round);
    places[code] = [x, y, 0, 0];
    elements.push(`<circle id="m${code}" cx="${x}" cy="${y}" r="3"/>`);
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><g id="all">${elements.join('')}</g></svg>\n`;
  return { svg, places: { width, height, places } };
}
