import texts from '../csvw/messages.json' with { type: 'json' };
import type { Statements } from '../graph/traced-statements.js';
import { hasErrors, isAnythingPartial, type Problem, problemOf } from '../problem.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { indexOf, obsValue } from '../sheets/figure-columns.js';
import { describeFiles } from './describe-files.js';
import { unknownCodes } from './unknown-codes.js';

/**
 * Describes the files of figures in the graph, next to the statements of the sheets, and reports codes that no sheet
 * describes. If a sheet could not be read completely (`known`), its codes only seem to be unknown. Adds to `statements`.
 */
export function addFigures(
  files: FamilyFile[],
  base: string,
  { quads, origins }: Statements,
  known: Problem[],
): Problem[] {
  if (files.length === 0) return [];
  const problems = files.flatMap(withoutValues);
  const isComplete = !isAnythingPartial(known) && !known.some(isOfMetadata);
  if (isComplete) {
    const described = new Set(quads.map(({ subject }) => subject.value));
    for (const problem of unknownCodes(files, described)) problems.push(problem);
  }
  const described = describeFiles(files, base);
  for (const quad of described.quads) quads.push(quad);
  for (const origin of described.origins) origins.push(origin);
  return problems;
}

const isOfMetadata = ({ code, severity }: Problem): boolean => code === 'metadata' && severity === 'error';

/** Reports a file without its column of values, which is not required, because bounds can replace values. */
function withoutValues({ family, table, file, original }: FamilyFile): Problem[] {
  const column = family.table.columns[indexOf(family.table, obsValue)];
  const isThere = !column || table.columns.some(({ name }) => name === column.name);
  if (isThere || column.required || hasErrors(original?.sheet.headerProblems ?? [])) return [];
  return [problemOf(texts.missingRequiredColumn, { file, row: 1, column: column.name }, { name: column.name })];
}
