import type { Problem } from '../problem.js';
import type { ReportContext } from '../report/report.js';
import type { Sources } from '../report/source-text.js';
import type { Sheets } from '../sheets/sheets.js';

/** What a report may show of what was read. */
export type ReportSources = Sources & Partial<Pick<ReportContext, 'markedWorkbook'>>;

/** The sheets of a project for its reports: files, rows of workbooks, and a workbook to mark; `folder` is that of the sheets. */
export const reportSources = (sheets: Sheets, folder: string): ReportSources => ({
  files: sheets.read,
  rows: new Map(sheets.sheets.map(({ file, rows }) => [file, rows])),
  markedWorkbook: async (problems: Problem[]) =>
    (await import('../sheets/workbook-export.js')).markedWorkbook(sheets, folder, problems),
});
