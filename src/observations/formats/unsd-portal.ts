import { dimensionOf, hasRoles, use } from './column-uses.js';
import type { Format } from './format.js';

/** Exports of the UNSD data portal, 2019 to 2024: dimensions stand after the others, in brackets until 2019. */
export const unsdPortal: Format = {
  name: 'unsd-portal',
  title: 'export of the UNSD portal',
  header: 'Goal, Target, Indicator, SeriesCode, …, GeoAreaCode, …, TimePeriod, Value, …, then the dimensions',
  recognise(header, columns) {
    if (!['SeriesCode', 'GeoAreaCode', 'TimePeriod', 'Value'].every((name) => header.includes(name))) return undefined;
    const uses = header.map((name) => use(name, columns) ?? dimensionOf(name, /^\[.*\]$/.test(name)));
    return hasRoles(uses, 'series', 'area', 'period', 'value') ? { columns: uses } : undefined;
  },
};
