import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { conceptOf } from '../formats/columns.js';
import { plainName, readColumns } from '../tables.js';
import type { CodeName } from './source.js';

/** What the entities files beside a DDF file say of codes. */
export interface Entities {
  codes: Map<string, Map<string, string>>; // by concept: the small code → the code
  names: CodeName[];
}

/** Reads `ddf--entities--NAME.csv` beside a file for the columns that it has: "bothsex" is "BOTHSEX", area 4 Afghanistan. */
export function readEntities(file: string, columns: string[]): Entities {
  const folder = path.dirname(file);
  const known = readColumns();
  const entities: Entities = { codes: new Map(), names: [] };
  for (const name of columns) {
    const beside = path.join(folder, `ddf--entities--${name}.csv`);
    if (!existsSync(beside)) continue;
    const rows = parse(readFileSync(beside), { bom: true, relax_column_count: true }) as string[][];
    const [[key] = [], ...pairs] = rows;
    if (key !== name) continue;
    const { role, concept } = known.get(plainName(name)) ?? { role: 'dimension', concept: conceptOf(name) };
    if (role === 'area')
      for (const [code = '', label = ''] of pairs) entities.names.push({ concept: '', code, name: label });
    else entities.codes.set(concept, new Map(pairs.map(([code = '', label = '']) => [code, label])));
  }
  return entities;
}
