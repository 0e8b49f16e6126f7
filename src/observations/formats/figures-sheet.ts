import { use } from './column-uses.js';
import type { Format } from './format.js';

/** The sheet of figures that a release is made of. */
export const figuresSheet: Format = {
  name: 'figures',
  title: 'sheet of figures',
  header: 'series, area, year, value, unit',
  recognise(header, columns) {
    if (!['series', 'area', 'year', 'value'].every((name) => header.includes(name))) return undefined;
    const uses = header.map((name) => use(name, columns));
    return uses.every((column) => column !== undefined) ? { columns: uses } : undefined;
  },
};
