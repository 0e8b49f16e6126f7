import { sameBytes } from '../bytes.js';
import { type Files, fileIn } from '../files.js';
import { grouped, type Problem, problemOf } from '../problem.js';
import { describeFile, type FamilyFile, sheetOf } from '../sheets/family-files.js';
import { plainBytes } from '../sheets/plain-bytes.js';
import { type ProjectGroup, type Sheet, type Sheets, sheetWords } from '../sheets/table-group.js';
import { compareFile } from './figure-files.js';
import { thresholdsOf } from './mass-changes.js';
import texts from './messages.json' with { type: 'json' };
import { type ChangesSince, changesSince, type EarlierSheets } from './sheets-since.js';

/** Compares files of figures with an earlier version: few like sheets, cell by cell; many, as after a harvest, by counts. */

/** Reports the mass changes of all sheets and files of figures since an earlier version in a folder. */
export function changesWithFigures(
  files: Files,
  folder: string,
  earlier: EarlierSheets,
  sheets: Pick<Sheets, 'sheets' | 'group'>,
  figures: readonly FamilyFile[],
): ChangesSince {
  const changed = changedFiles(files, folder, figures);
  const isSmall = areFew(changed);
  const since = changesSince(...(isSmall ? withFiles(earlier, sheets, changed) : ([earlier, sheets] as const)));
  const counted = isSmall ? changed.filter(({ file }) => file.census.rows === 0) : changed; // a file without rows has no cells
  return { ...since, problems: [...since.problems, ...rowsLost(counted, sheets.group, earlier.name)] };
}

/** Adds files of figures to the sheets that are compared. */
function withFiles(
  earlier: EarlierSheets,
  { sheets, group }: Pick<Sheets, 'sheets' | 'group'>,
  changed: readonly ChangedFile[],
): Parameters<typeof changesSince> {
  const pairs = changed.map(asSheets);
  const older = pairs.map(({ before, after }): [string, Sheet] => [after.table.name, before]);
  const relabelled = changed.filter(({ file }) => isRelabelled(file, earlier)).map(({ file }) => file.table.name);
  return [
    { ...earlier, sheets: new Map([...earlier.sheets, ...older]), relabelled: new Set(relabelled) },
    { sheets: [...sheets, ...pairs.map(({ after }) => after)], group },
  ];
}

/** True if the row of a file refers to other things than before, such as another unit. */
function isRelabelled({ family: { rowsOf }, constants }: FamilyFile, { sheets }: EarlierSheets): boolean {
  const older = sheets.get(rowsOf.name);
  const cellOf = (cells: readonly string[], name: string): string | undefined =>
    cells[older?.header.columns.findIndex((column) => column?.name === name) ?? -1];
  const row = older?.rows.find(({ cells }) =>
    rowsOf.primaryKey.every((name) => cellOf(cells, name) === constants[name]),
  );
  return (
    row !== undefined &&
    rowsOf.foreignKeys.some(({ columns }) => columns.some((name) => cellOf(row.cells, name) !== constants[name]))
  );
}

/** A file that differs from its earlier version. */
export interface ChangedFile {
  file: FamilyFile;
  older: Uint8Array;
}

/** Returns the files whose bytes differ from those in a folder of an earlier version. New files are left out. */
export const changedFiles = (files: Files, folder: string, figures: readonly FamilyFile[]): ChangedFile[] =>
  figures.flatMap((file) => {
    const older = files.read(fileIn(folder, file.name));
    const { bytes } = file.original ?? file;
    return 'words' in older || sameBytes(older, bytes) || sameBytes(plainBytes(older) ?? older, bytes)
      ? []
      : [{ file, older }];
  });

const bytesLimit = 1 << 20; // of the files that are compared cell by cell

/** True if the files are few enough to compare each cell: a person edited them. */
export const areFew = (changed: readonly ChangedFile[]): boolean =>
  changed.reduce((sum, { file, older }) => sum + file.bytes.length + older.length, 0) <= bytesLimit;

/** Returns both versions of a file as sheets. */
export const asSheets = ({ file, older }: ChangedFile): { before: Sheet; after: Sheet } => ({
  before: sheetOf({ ...file, given: older }),
  after: file.original?.sheet ?? sheetOf({ ...file, given: file.bytes }),
});

/** Reports files that lost many rows, without comparing their cells. */
export function rowsLost(changed: readonly ChangedFile[], group: ProjectGroup, since: string): Problem[] {
  return changed.flatMap(({ file, older }): Problem[] => {
    const before = { ...file, ...describeFile(file.family, file.constants, older) };
    const { tally, rows, examples } = compareFile(before, file, { FigureArea: [], FigurePeriod: [] });
    const { removedShare, moved } = thresholdsOf(file.table, group);
    if (tally.removed < moved || tally.removed < removedShare * rows) return [];
    const values = {
      count: grouped(tally.removed),
      all: grouped(rows),
      now: grouped(file.census.rows),
      sheet: sheetWords(file.file),
      examples: examples.join('; '),
      since,
    };
    return [problemOf(texts.rowsRemoved, { file: file.file, row: 1, cell: 'A1' }, values)];
  });
}
