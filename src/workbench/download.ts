import { sameBytes } from '../bytes.js';
import { csvSheet } from '../sheets/csv-file.js';
import { allCells } from '../sheets/import-sheet.js';
import { mergeCsv } from '../sheets/merge-csv.js';
import type { Download, NamedFile } from '../site/workbench/messages.js';
import { zipParts } from '../workbook/zip.js';
import { correctedFile, correctedFiles } from './corrections.js';
import { type ChangedFile, unifiedPatch } from './patch.js';
import type { Handler, State } from './state.js';

/** Returns the corrected files, the marked workbooks, or the changes of the CSV files. Several files are packed into one. */
export const download: Handler<'download'> = async (state, { as }): Promise<NamedFile[]> => {
  const files = await filesOf(state, as);
  if (files.length < 2) return files;
  const parts = new Map(files.map(({ path, bytes }) => [path, bytes]));
  return [{ path: `${as}.zip`, bytes: zipParts(parts) }];
};

function filesOf(state: State, as: Download): NamedFile[] | Promise<NamedFile[]> {
  if (as === 'corrected') return corrected(state);
  if (as === 'marked') return marked(state);
  const files = changedFiles(state);
  if (as === 'csv') return files.map(({ file, after }) => ({ path: file, bytes: after }));
  return files.length === 0 ? [] : [{ path: 'changes.patch', bytes: unifiedPatch(files) }];
}

/** Returns the files with corrections. */
function corrected(state: State): NamedFile[] {
  const names = new Set(state.changes.map(({ file }) => file));
  const given = [...state.workbooks, ...[...state.files].map(([path, bytes]) => ({ path, bytes }))];
  return given.flatMap(({ path, bytes }) => {
    const changed = names.has(path) ? correctedFile(bytes, path, state) : undefined;
    return changed && changed !== bytes ? { path, bytes: changed } : [];
  });
}

/** Marks the remaining problems in the dropped Excel workbooks. */
async function marked(state: State): Promise<NamedFile[]> {
  const { markWorkbook } = await import('../workbook/mark.js');
  const given = [...state.workbooks, ...[...state.dropped].map((path) => ({ path, bytes: state.files.get(path) }))];
  const files = given.filter(({ path, bytes }) => bytes && /\.xlsx$/i.test(path)) as NamedFile[];
  return Promise.all(
    files.map(async ({ path, bytes }) => ({
      path: path.replace(/(?=\.xlsx$)/i, '-marked'),
      bytes: await markWorkbook(
        correctedFile(bytes, path, state) ?? bytes,
        state.problems.filter(({ where }) => where.sheet === undefined || where.file === path), // not of other workbooks
      ),
    })),
  );
}

/**
 * Returns the CSV files that differ from the published files, or from the dropped files of a separate project. Rows that are
 * the same keep their published form, even if a program saved the file with other delimiters or line ends.
 */
export function changedFiles(state: State): ChangedFile[] {
  const published = state.isOwnProject ? state.files : state.published;
  const files = new Map([...correctedFiles(state), ...state.imported]);
  return [...files].flatMap(([file, bytes]) => {
    if (!/\.(csv|tsv)$/i.test(file)) return [];
    const before = published.get(file);
    if (before === bytes) return [];
    const after = before && !sameBytes(before, bytes) ? inPublishedForm(before, bytes, file, state) : bytes;
    return before && sameBytes(before, after) ? [] : { file, before, after };
  });
}

function inPublishedForm(before: Uint8Array, after: Uint8Array, file: string, { sheets }: State): Uint8Array {
  const table = sheets.find((one) => one.file === file)?.table;
  if (!table) return after;
  const [old, own] = [csvSheet(before, file, table), csvSheet(after, file, table)];
  return old.isLost || own.isLost ? after : mergeCsv(before, allCells(old.rows), allCells(own.rows));
}
