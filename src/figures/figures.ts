import type { Statements } from '../graph/traced-statements.js';
import type { Problem } from '../problem.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { describeFiles } from './describe-files.js';
import { unknownCodes } from './unknown-codes.js';

/**
 * Describes the files of figures in the graph, next to the statements of the sheets, and reports codes that no sheet
 * describes. Adds to `statements`.
 */
export function addFigures(files: FamilyFile[], base: string, { quads, origins }: Statements): Problem[] {
  if (files.length === 0) return [];
  const problems = unknownCodes(files, new Set(quads.map(({ subject }) => subject.value)));
  const described = describeFiles(files, base);
  for (const quad of described.quads) quads.push(quad);
  for (const origin of described.origins) origins.push(origin);
  return problems;
}
