import metadataTexts from '../csvw/messages.json' with { type: 'json' };
import { placeInRow, readRows } from '../csvw/rows/rows.js';
import type { Statements } from '../graph/traced-statements.js';
import { hasErrors, isAnythingPartial, type Problem, problemOf } from '../problem.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { indexOf, obsValue, resourceOf } from '../sheets/figure-columns.js';
import { didYouMean } from '../text/nearest.js';
import { describeFiles } from './describe-files.js';
import texts from './messages.json' with { type: 'json' };

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
  return [problemOf(metadataTexts.missingRequiredColumn, { file, row: 1, column: column.name }, { name: column.name })];
}

/** Reports codes of figures that no sheet describes, at the first cell of each. `known`: the resources of all sheets. */
function unknownCodes(files: FamilyFile[], known: ReadonlySet<string>): Problem[] {
  return files.flatMap(({ table, census, bytes, file: own, original }) => {
    const file = original?.sheet.file ?? own;
    const references = new Set(table.foreignKeys.flatMap(({ columns }) => columns)); // these are compared with their sheet
    return table.columns.flatMap((column) => {
      const iriOf = references.has(column.name) ? undefined : resourceOf(column, table);
      const unknown = iriOf ? (census.values[column.name] ?? []).filter((value) => !known.has(iriOf(value))) : [];
      return unknown.map((value): Problem => {
        const rows = original?.sheet.rows ?? readRows(bytes, file).rows;
        const index = (rows[0]?.cells ?? []).indexOf(column.name);
        const row = rows.find(({ cells }, i) => i > 0 && cells[index] === value);
        const iri = iriOf?.(value) ?? '';
        const place = row ? placeInRow(file, row, index, column.name) : { file };
        const start = iriOf?.('') ?? '';
        const others = [...known].flatMap((one) =>
          one.startsWith(start) ? decodeURIComponent(one.slice(start.length)) : [],
        );
        return problemOf(texts.unknownCode, place, {
          column: column.name,
          value,
          iri,
          guess: didYouMean(value, others),
        });
      });
    });
  });
}
