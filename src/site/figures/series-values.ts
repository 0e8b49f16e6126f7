import type { Point } from './points.js';

/** The content of the data file of a series, in the program that writes it and in the browser. */

/** The first year, then one value for each year: a number, a bound ("<2.5"), or null without a value. */
export type AreaValues = [first: number, ...values: (number | string | null)[]];

/** Values by the code of the area. */
export type ByArea = Record<string, AreaValues>;

/** All figures of a series. */
export interface SeriesData {
  areas: ByArea; // the figures without parts
  parts: Record<string, ByArea>; // by part: "sex=FEMALE"
}

/** The figures of an area, sorted by year. */
export function pointsOf(values: AreaValues | undefined): Point[] {
  if (values === undefined) return [];
  const [first, ...rest] = values;
  return rest.flatMap((one, at): Point[] => {
    if (one === null) return [];
    const [, sign, text] = /^([<>]=?)(.*)$/.exec(String(one)) ?? [];
    return [{ year: first + at, value: Number(text ?? one), ...(sign && { sign }) }];
  });
}
