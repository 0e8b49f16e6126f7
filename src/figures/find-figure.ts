import type { Quad } from 'n3';
import { textOf, utf8 } from '../bytes.js';
import { compileTemplate } from '../csvw/metadata/uri-template.js';
import { createOutput } from '../csvw/stream/line-template.js';
import { createRowMapper } from '../csvw/stream/table-rows.js';
import { readQuads } from '../graph/quad-lines.js';
import type { Origin, Statements } from '../graph/traced-statements.js';
import type { FamilyFile } from '../sheets/family-files.js';
import { mappingOf } from './part.js';
import { columnsOf, findRow } from './rows-of-file.js';

/** Returns the statements of a figure with their cells. They are empty if no file has a row for this address. */
export function findFigure(files: readonly FamilyFile[], iri: string): Statements {
  for (const file of files) {
    const { table } = file;
    const template = compileTemplate(table.columns[0]?.aboutUrl ?? '', table.url, {});
    if (!iri.startsWith(template.pieces?.[0] ?? '')) continue;
    const found = findRow(file, (cells) => {
      const values = Object.fromEntries(table.columns.map(({ name }, i) => [name, cells[i] ?? '']));
      return template.expand(values) === iri;
    });
    if (found) return statementsOf(file, found.cells, found.row);
  }
  return { quads: [], origins: [] };
}

/** Maps one row. */
function statementsOf(file: FamilyFile, cells: string[], row: number): Statements {
  const line = utf8(`${cells.join(',')}\n`);
  const out = createOutput();
  createRowMapper(mappingOf(file)).map(line, 0, line.length, { records: 0, rows: 0 }, { out, report: () => {} });
  const sheet = columnsOf(file);
  const quads: Quad[] = [...readQuads(textOf(out.bytes.subarray(0, out.length)))];
  const origins = quads.map(
    ({ predicate }): Origin => ({
      sheet,
      row,
      column: sheet.columns.findIndex(({ property }) => property === predicate.value),
    }),
  );
  return { quads, origins };
}
