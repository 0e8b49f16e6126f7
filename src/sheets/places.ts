import type { Place, Problem } from '../problem.js';
import { isWorkbook, locate } from './group.js';

/**
 * Until they are reported, the sheets of a workbook are files like others, "data/gcm.xlsx#links", so that no step
 * between need know of workbooks. Here they get the two names that people know.
 */
export const withSheetNames = (problems: Problem[]): Problem[] =>
  problems.map((problem) => ({
    ...problem,
    where: withSheetName(problem.where),
    ...(problem.related && { related: problem.related.map(withSheetName) }),
  }));

export function withSheetName(place: Place): Place {
  const { file, sheet } = locate(place.file);
  return !sheet || place.sheet !== undefined || !isWorkbook(file) ? place : { ...place, file, sheet };
}

/** The name that a sheet of a workbook has until then. */
export const sheetFile = (file: string, sheet: string): string => `${file}#${encodeURIComponent(sheet)}`;
