import { graphOf } from '../addresses.js';
import type { Finding } from '../findings.js';
import type { CodeName } from '../sources/source.js';
import { type Concept, readAreas } from '../tables.js';
import { writeAreas } from './areas.js';
import { takeCensus } from './census.js';
import { writeCodeLists } from './code-lists.js';
import { writeDefinitions } from './definitions.js';
import { createLines } from './lines.js';

/** Everything of a cube but its observations, as N-Quads: data sets, structures, code lists, areas (RDF Data Cube, sections 5 to 9). */
export function structureOf(base: string, findings: Finding[], concepts: Concept[], names: CodeName[]): string {
  const areas = readAreas();
  const census = takeCensus(findings, concepts, names, areas);
  const lines = createLines(graphOf(base));
  writeDefinitions(lines, base, census);
  writeCodeLists(lines, base, census, concepts);
  writeAreas(lines, base, census, areas);
  return lines.toString();
}
