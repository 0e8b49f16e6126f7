import { dimensionOf, hasRoles, use } from './column-uses.js';
import type { ColumnUse, Format } from './format.js';

/** Long tables of the UN's open data hub: a dimension is two columns, NAME_Code and NAME_Desc. */
export const unsdHub: Format = {
  name: 'unsd-hub',
  title: 'long table of the UN open data hub',
  header: 'GoalCode, …, SeriesCode, …, NAME_Code, NAME_Desc for each dimension, GeoArea_Code, …, Year, Value, …',
  recognise(header, columns) {
    if (!['SeriesCode', 'GeoArea_Code', 'Year', 'Value'].every((name) => header.includes(name))) return undefined;
    const codeOf = (name: string): string => name.replace(/_(Code|Desc)$/, '');
    const uses = header.map((name): ColumnUse => {
      const known = use(name, columns);
      if (known) return known;
      if (name.endsWith('_Desc')) return { name, role: 'name', concept: '' };
      return { ...(use(codeOf(name), columns) ?? dimensionOf(codeOf(name), name.endsWith('_Code'))), name };
    });
    for (const column of uses) {
      const at = header.indexOf(`${codeOf(column.name)}_Desc`);
      if (column.name.endsWith('_Code') && at >= 0) column.nameIn = at;
    }
    return hasRoles(uses, 'series', 'area', 'period', 'value') ? { columns: uses } : undefined;
  },
};
