import { nearest } from '../text/nearest.js';
import { knownName, titleRows } from './repair.js';
import type { Family } from './table-families.js';

/**
 * Guesses the names of the columns of a file with faults: from the line that names most columns, with any delimiter. A
 * misspelt name stands for the column with a similar name. Required columns are added.
 */
export function likelyHeader({ table }: Family, text: string): string[] {
  const names = table.columns.map(({ name }) => name);
  const lines = text.slice(0, headerLimit).split(/\r\n|\n|\r/, titleRows);
  const headers = lines.map((line) => line.split(/[,;\t|]/).map((title) => title.replace(/^["' ]+|["' ]+$/g, '')));
  const known = (titles: string[]): string[] => titles.flatMap((title) => knownName(title, names) ?? []);
  const titles = headers.reduce((best, one) => (known(one).length > known(best).length ? one : best), []);
  const left = new Set(names.filter((name) => !known(titles).includes(name)));
  const take = (name: string | undefined): string[] => (name !== undefined && left.delete(name) ? [name] : []);
  const required = table.columns.flatMap((column) => (column.required ? column.name : []));
  const header = titles.flatMap((title, i) => {
    const own = knownName(title, names);
    if (own !== undefined) return [own];
    const place = names[i]; // a required column has the same place in all files
    return take(nearest(title, left) ?? (place !== undefined && required.includes(place) ? place : undefined));
  });
  const missing = required.filter((name) => !header.includes(name));
  for (const name of missing) {
    const next = header.findIndex((other) => names.indexOf(other) > names.indexOf(name));
    header.splice(next < 0 ? header.length : next, 0, name);
  }
  return [...new Set(header)];
}

const headerLimit = 1 << 14; // characters
