/** The figure of a year. */
export interface Point {
  year: number;
  value: number;
  sign?: string; // of a bound: "<"
}

/**
 * Points by area. The objects are made for each use, because half a million of them would take most of the memory of a
 * site.
 */
export interface PointsByArea {
  size: number;
  has(area: string): boolean;
  /** The points of an area, sorted by year. */
  get(area: string): readonly Point[] | undefined;
  newest(area: string): Point | undefined;
  keys(): Iterable<string>;
  values(): Iterable<readonly Point[]>;
  [Symbol.iterator](): Iterator<[area: string, points: readonly Point[]]>;
}

/** Packs points, sorted by year. */
export function packPoints(byArea: ReadonlyMap<string, readonly Point[]>): PointsByArea {
  const places = new Map<string, { start: number; end: number }>();
  const count = [...byArea.values()].reduce((sum, { length }) => sum + length, 0);
  const years = new Int32Array(count);
  const values = new Float64Array(count);
  const signs = new Map<number, string>(); // bounds are rare
  let end = 0;
  for (const [area, points] of byArea) {
    const start = end;
    for (const { year, value, sign } of points.toSorted((a, b) => a.year - b.year)) {
      years[end] = year;
      values[end] = value;
      if (sign !== undefined) signs.set(end, sign);
      end++;
    }
    places.set(area, { start, end });
  }
  const pointAt = (at: number): Point => {
    const point = { year: years[at] as number, value: values[at] as number };
    const sign = signs.get(at);
    return sign === undefined ? point : { ...point, sign };
  };
  const pointsIn = ({ start, end }: { start: number; end: number }): Point[] =>
    Array.from({ length: end - start }, (_, at) => pointAt(start + at));
  return {
    size: places.size,
    has: (area) => places.has(area),
    get: (area) => {
      const place = places.get(area);
      return place && pointsIn(place);
    },
    newest: (area) => {
      const place = places.get(area);
      return place && place.end > place.start ? pointAt(place.end - 1) : undefined;
    },
    keys: () => places.keys(),
    *values() {
      for (const place of places.values()) yield pointsIn(place);
    },
    *[Symbol.iterator]() {
      for (const [area, place] of places) yield [area, pointsIn(place)];
    },
  };
}
