import { compileDatatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { danglingReference, type Keys, type MissingKey } from '../csvw/rows/keys.js';
import { grouped, type Problem, type Wording, wordsOf } from '../problem.js';
import type { AssumedRow } from './causes/cause.js';
import { findCauses } from './causes/find-causes.js';
import { damageWords } from './encoding.js';
import { explainCell, type Fits, withLostZero, withPossibleCodes } from './explain-cell.js';
import {
  collectFindings,
  consequencesOf,
  type Findings,
  isRagged,
  isSevered,
  rowOf,
  withoutLesser,
} from './findings.js';
import texts from './messages.json' with { type: 'json' };
import { isWorkbook, referenceOf, type Sheet, type Sheets, sheetWords } from './table-group.js';

/** One mistake is one problem. This module combines all problems of the sheets, and replaces them by their causes. */

/** The problems of all sheets, and the rows with which rules judge the graph. */
export interface Diagnosis extends Findings {
  assumed: AssumedRow[];
}

/** Combines the problems of reading and mapping the sheets, and drops consequences. */
export function createDiagnosis({ sheets, problems: reported }: Sheets) {
  const sheetOf = new Map(sheets.map((sheet) => [sheet.file, sheet]));
  const follows = consequencesOf(reported);
  const fileOf = new Map(sheets.map(({ table, file }) => [table, file]));
  return {
    collect: () => collectFindings(sheetOf, follows),
    /** `known` contains the keys of each table; `keys` judges the references between tables. */
    end(ofCells: Findings[], between: Findings, keys: Keys, known: Map<Table, Set<string>>): Diagnosis {
      const fitsOf = createFits(known);
      const explained = (problem: Problem): Problem => {
        const sheet = sheetOf.get(problem.where.file);
        return sheet ? explain(inSheetWords(problem, sheet.table, fileOf), sheet, known, fitsOf) : problem;
      };
      const found = ofCells.flatMap(({ problems }) => problems);
      const ofReading = reported.map((problem) => {
        const table = sheetOf.get(problem.where.file)?.table;
        return table ? withPossibleCodes(problem, table, fitsOf(table)) : problem;
      });
      const others = collectFindings(sheetOf, follows);
      for (const problem of keys.judge(() => false)) others.tell(problem); // ambiguous references
      const ambiguous = others.end();
      const missing = keys.missing();
      const broken = missing.map((one, i) => ({
        ...one,
        uses: brokenReferences(one, i < suggestionLimit ? known.get(one.key.table) : undefined)
          .filter((problem) => !follows(problem))
          .map((problem) => ({
            ...explained(problem),
            missing: { file: fileOf.get(one.key.table) ?? '', keys: one.value },
          })),
      }));
      const problems = [
        ...ofReading,
        ...raggedOnce(found, sheetOf).map(explained),
        ...[...between.problems, ...ambiguous.problems].map(explained),
      ];
      const severedBefore = reported.filter((problem) => isSevered(problem, sheetOf)).map(({ where }) => where);
      const severed = new Map(missing.flatMap(({ places }) => places.map((place) => [rowOf(place), place] as const)));
      const uses = broken.flatMap((one) => one.uses);
      const causes = findCauses(withoutLesser(problems, uses), broken, { sheets, sheetOf, known, keys, fitsOf });
      return {
        problems: limited(causes.problems, sheetOf),
        assumed: causes.assumed,
        severed: [
          severedBefore,
          [...severed.values()],
          ...[...ofCells, between, ambiguous].map((one) => one.severed),
        ].flat(),
      };
    },
  };
}

/** Keeps as many problems of each kind as a report lists. */
function limited(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const { tell, end } = collectFindings(sheetOf, () => false);
  for (const problem of problems) if (problem.count === undefined) tell(problem);
  return [...end().problems, ...problems.filter(({ count }) => count !== undefined)];
}

/** Limits for suggestions, because each compares all keys. */
const suggestionLimit = 200;
const suggestibleKeys = 20_000;

/** Returns a problem for each reference to a missing key. */
function brokenReferences({ key, value, places }: MissingKey, keys = new Set<string>()): Problem[] {
  const [first, ...others] = places;
  if (!first) return [];
  const problem = danglingReference(key, value, first, keys.size > suggestibleKeys ? [] : [...keys]);
  return [problem, ...others.map((where) => ({ ...problem, where }))];
}

const headerCodes = new Set(['unknown-column', 'missing-column', 'blank-column', 'duplicate-column', 'title-row']);

/** Reports a problem that most rows of a sheet share once, at the first of them. Groups in `reported` are already reported. */
function onceForMost(
  problems: Problem[],
  sheetOf: Map<string, Sheet>,
  groupOf: (problem: Problem) => string | undefined,
  wording: Wording,
  reported = new Set<string>(),
): Problem[] {
  const counts = new Map<string | undefined, number>(); // includes unlisted problems
  for (const problem of problems)
    counts.set(groupOf(problem), (counts.get(groupOf(problem)) ?? 0) + (problem.count ?? 1));
  return problems.flatMap((problem): Problem[] => {
    const { code, severity, message, where } = problem;
    const group = groupOf(problem);
    const count = counts.get(group) ?? 0;
    const rows = (sheetOf.get(where.file)?.rows.length ?? 0) - 1;
    if (group === undefined || rows <= 2 || count <= rows / 2) return [problem];
    if (reported.has(group)) return [];
    reported.add(group);
    return [{ ...problem, ...wordsOf(wording, { message, rows: count, cells: grouped(count) }), code, severity }];
  });
}

/** If most rows are longer or shorter than the header, the header is wrong and may already be reported. */
function raggedOnce(problems: Problem[], sheetOf: Map<string, Sheet>): Problem[] {
  const reported = new Set(problems.filter(({ code }) => headerCodes.has(code)).map(({ where }) => where.file));
  const fileOf = ({ code, where }: Problem) => (isRagged(code) ? where.file : undefined);
  return onceForMost(problems, sheetOf, fileOf, texts.mostRowsRagged, reported);
}

/** Rewords a problem of the mapping for stewards. */
function explain(problem: Problem, { table, damage }: Sheet, known: Map<Table, Set<string>>, fitsOf: FitsOf): Problem {
  const damaged = problem.code === 'encoding' ? damage?.get(problem.where.cell ?? '') : undefined;
  if (damaged) return { ...problem, ...damageWords(damaged) };
  const isInWorkbook = problem.code === 'extra-cell' && isWorkbook(problem.where.file); // not caused by a stray comma
  const named = isInWorkbook ? { ...problem, fix: texts.extraWorkbookCell.fix } : problem;
  const fits = fitsOf(table);
  const [key] = table.columns.filter(({ name }) => table.primaryKey[0] === name);
  const keys = known.get(table) ?? new Set();
  return withLostZero(explainCell(named, table, fits), keys, (text) => key !== undefined && fits(key, text));
}

/** Names the tables that a problem mentions as stewards know them: `the sheet "links"` in a workbook. */
function inSheetWords(problem: Problem, { foreignKeys }: Table, fileOf: Map<Table, string>): Problem {
  const named = (text: string): string =>
    foreignKeys.reduce((words, { table }) => {
      const file = fileOf.get(table) ?? '';
      return isWorkbook(file) ? words.replaceAll(table.name, sheetWords(file)) : words;
    }, text);
  const { message, fix } = problem;
  return { ...problem, message: named(message), ...(fix !== undefined && { fix: named(fix) }) };
}

type FitsOf = (table: Table) => Fits;

/** Returns for each table a test of values by column, with each datatype compiled once. */
function createFits(known: Map<Table, Set<string>>): FitsOf {
  const readers = new Map<Column, ReturnType<typeof compileDatatype>>();
  return (table) => (column, text) => {
    const reference = referenceOf(table, column);
    if (reference) return known.get(reference.table)?.has(text) === true;
    const reader = readers.get(column) ?? compileDatatype(column.datatype);
    readers.set(column, reader);
    return 'lexical' in reader.read(text);
  };
}
