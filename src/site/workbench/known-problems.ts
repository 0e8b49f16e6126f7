import type { Problem } from '../../problem.js';
import type { Page } from '../../publish/release-files.js';
import type { Site } from '../view.js';
import { sheetOf } from './problem-list.js';

/** The problems of the published data. A steward who checks other sheets did not cause them. */

/** The file with the problems of the release. */
export const knownProblemsFile = 'data/problems.json';

/** Identifies a problem in a sheet of a workbook or in a CSV file. */
export type KnownProblem = readonly [code: string, sheet: string, column: string, row: number, message: string];

/** The identity of a problem. */
export const identityOf = ({ code, where, message }: Problem): KnownProblem => [
  code,
  sheetOf(where).replace(/\.\w+$/, ''),
  where.column ?? '',
  where.row ?? 0,
  message,
];

/** The file with the problems of a site. */
export function* knownProblems({ checks }: Site): Generator<Page> {
  yield { file: knownProblemsFile, content: `${JSON.stringify(checks.problems.map(identityOf))}\n` };
}

/** A problem has the same row, or the same message if rows were added above it. */
const identities = ([code, sheet, column, row, message]: KnownProblem): string[] => [
  JSON.stringify([code, sheet, column, row]),
  JSON.stringify([code, sheet, column, message]),
];

/**
 * Returns a function that is true for problems that the published data has too. Without figures, their files are missing on
 * purpose.
 */
export function openKnown(published: readonly KnownProblem[], withFigures: boolean): (problem: Problem) => boolean {
  const all = new Set(published.flatMap(identities));
  return (problem) =>
    (!withFigures && problem.code === 'no-file-of-row' && problem.severity === 'warning') ||
    identities(identityOf(problem)).some((one) => all.has(one));
}
