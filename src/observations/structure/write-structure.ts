import { runRules } from '../../check/rules.js';
import type { QueryFile } from '../../graph/query-file.js';
import { createStore } from '../../graph/store.js';
import type { Problem } from '../../problem.js';
import { graphOf } from '../addresses.js';
import type { Concept, Tables } from '../tables.js';
import { writeAreas } from './areas.js';
import type { Census } from './census.js';
import { writeCodeLists } from './code-lists.js';
import { writeDefinitions } from './definitions.js';
import { createLines } from './lines.js';

/** Everything of a cube but its observations, as N-Quads: data sets, structures, code lists, areas (RDF Data Cube, sections 5 to 9). */
export function structureOf(base: string, census: Census, concepts: Concept[], { areas, matches }: Tables): string {
  const lines = createLines(graphOf(base));
  writeDefinitions(lines, base, census);
  writeCodeLists(lines, base, census, concepts, matches);
  writeAreas(lines, base, census, areas);
  return lines.toString();
}

/**
 * Runs those of the integrity constraints of the RDF Data Cube (section 11) on a structure that it can break by itself; what is
 * about observations is checked while they are read.
 */
export function checkStructure(structure: string, base: string, constraints: QueryFile[]): Problem[] {
  const rules = constraints.filter(({ header }) => header['looks-at'] !== 'qb:Observation');
  const store = createStore(base);
  try {
    store.load(structure);
    return runRules(store, rules).map(({ code, severity, message, focus, rule, fix }) => ({
      code,
      severity,
      message,
      where: { file: rule, value: focus },
      rule,
      ...(fix !== undefined && { fix }),
    }));
  } finally {
    store.close();
  }
}
