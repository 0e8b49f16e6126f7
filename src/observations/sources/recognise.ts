import type { Leading } from '../../csvw/large/leading.js';
import type { ByteDialect } from '../../csvw/large/records.js';
import { clip, type Place, type Problem } from '../../problem.js';
import type { ColumnUse, Format, Layout } from '../formats/format.js';
import { formats } from '../formats/formats.js';
import type { KnownColumn } from '../tables.js';
import { trimmed } from '../unseen.js';

/** A table whose header is of a known format. */
export interface Recognised {
  format: Format;
  layout: Layout;
  dialect: ByteDialect;
  from: number;
  firstRow: number;
}

const delimiters = [',', ';', '\t'];

/** The format of a text by its header, with whatever delimiter fits; undefined when there is none. `leading` reads the header. */
export function recogniseText(
  leading: (dialect: ByteDialect) => Leading,
  columns: Map<string, KnownColumn>,
): Recognised | undefined {
  for (const delimiter of delimiters) {
    const dialect = dialectOf(delimiter);
    const { rows, end, records, isBroken } = leading(dialect);
    const found = isBroken ? undefined : recogniseHeader(rows[0] ?? [], columns);
    if (found) return { ...found, dialect, from: end, firstRow: records + 1 };
  }
  return undefined;
}

/** How cells are cut that stand apart by a delimiter. */
export const dialectOf = (delimiter: string): ByteDialect => ({
  delimiter: delimiter.charCodeAt(0),
  quote: 0x22,
  comment: null,
  returnEnds: false,
});

/** The format of a header. */
export function recogniseHeader(
  given: string[],
  columns: Map<string, KnownColumn>,
): { format: Format; layout: Layout } | undefined {
  const header = given.map(trimmed);
  for (const format of formats) {
    const layout = format.recognise(header, columns);
    if (layout) return { format, layout };
  }
  return undefined;
}

export const notRecognised = (file: string, header: string[]): Problem => ({
  code: 'observation-format',
  severity: 'error',
  message: `the header is of no format that is known: ${clip(header.filter(Boolean).join(', ')) || 'it is empty'}`,
  where: { file, row: 1 },
  fix: `these are known: ${formats.map(({ title, header: known }) => `${title} (${known})`).join(' · ')}`,
});

/** What is wrong with the columns of a recognised file, and which are left out. */
export const columnProblems = (where: Place, { columns }: Layout): Problem[] => [
  ...faultyColumns(where, columns),
  ...leftOut(where, columns),
];

/** One notice a file, with what says the same as each column that is left out. */
function leftOut(where: Place, columns: ColumnUse[]): Problem[] {
  const implied = columns.filter(({ role }) => role === 'implied');
  if (implied.length === 0) return [];
  const named = implied.map(({ name, note }) => (note ? `${name} (${note})` : name)).join(', ');
  const message = `${implied.length === 1 ? 'a column is' : `${implied.length} columns are`} left out, for something else says the same: ${named}`;
  return [{ code: 'observation-left-out', severity: 'notice', message, where }];
}

function faultyColumns(where: Place, columns: ColumnUse[]): Problem[] {
  const seen = new Set<string>();
  return columns.flatMap(({ name, role, concept, isUnknown }): Problem[] => {
    const place = { ...where, row: 1, column: name };
    const key = concept === '' ? role : `${role} ${concept}`;
    const isTwice = !['name', 'nameless', 'implied', 'structure'].includes(role) && seen.has(key);
    seen.add(key);
    if (concept === '' && (role === 'dimension' || role === 'attribute')) return [nameless(place)];
    if (isTwice)
      return [
        {
          code: 'duplicate-column',
          severity: 'error',
          message: `two columns hold the ${concept || role}`,
          where: place,
          fix: 'delete one of them',
        },
      ];
    if (!isUnknown) return [];
    const message = `the column is not known; it is taken as ${role === 'dimension' ? 'a dimension' : 'an attribute'} of that name`;
    const fix = 'if it is something else, correct its name or delete it';
    return [{ code: 'observation-column', severity: 'warning', message, where: place, fix }];
  });
}

const nameless = (where: Place): Problem => ({
  code: 'observation-column',
  severity: 'error',
  message: 'the name of the column has no letter and no digit to call it by',
  where,
  fix: 'name it by what it holds, or delete it',
});
