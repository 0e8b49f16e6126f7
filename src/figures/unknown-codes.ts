import { placeInRow, readRows } from '../csvw/rows/rows.js';
import { type Problem, problemOf } from '../problem.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { resourceOf } from '../sheets/figure-columns.js';
import { didYouMean } from '../text/nearest.js';
import texts from './messages.json' with { type: 'json' };

/** Reports codes of figures that no sheet describes, at the first cell of each. `known`: the resources of all sheets. */
export function unknownCodes(files: FamilyFile[], known: ReadonlySet<string>): Problem[] {
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
