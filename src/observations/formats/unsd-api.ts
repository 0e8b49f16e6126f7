import { dimensionOf, hasRoles, use } from './column-uses.js';
import type { ColumnUse, Format } from './format.js';

/** Series harvested from the UNSD API as DDF: one file a series, whose small name is that of the last column. */
export const unsdApi: Format = {
  name: 'unsd-api',
  title: 'harvest of the UNSD API (DDF)',
  header: 'geo_area, the dimensions, year, and the series in small letters',
  recognise(header, columns) {
    const series = header.at(-1) ?? '';
    if (!['geo_area', 'year'].every((name) => header.includes(name)) || !/^[a-z]{2}_[a-z0-9_]+$/.test(series))
      return undefined;
    const uses = header.slice(0, -1).map((name): ColumnUse => use(name, columns) ?? dimensionOf(name, false));
    uses.push({ name: series, role: 'value', concept: '' });
    if (!hasRoles(uses, 'area', 'period')) return undefined;
    return { columns: uses, series: series.toUpperCase(), lowerCase: true };
  },
};
