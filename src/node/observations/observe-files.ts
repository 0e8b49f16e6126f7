import { appendFileSync, closeSync, openSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { shippedRules } from '../../check/project-rules.js';
import { fileOf, placeOf } from '../../csvw/stream/mapper.js';
import { fillNotices, fillsOf, takeCensus } from '../../observations/census.js';
import type { GivenColumn } from '../../observations/columns.js';
import texts from '../../observations/messages.json' with { type: 'json' };
import { addressesOf } from '../../observations/observation-lines.js';
import { tableColumns, textsWidth } from '../../observations/parquet.js';
import type { Source } from '../../observations/sources.js';
import { checkStructure, structureOf } from '../../observations/structure.js';
import type { Tables } from '../../observations/tables.js';
import { addProblems, clip, hasErrors, type Place, PROBLEM_LIMIT, type Problem, problemOf } from '../../problem.js';
import { findDuplicates, type KeyedRow } from '../csvw/map-file.js';
import { openFiles, ownTables } from './open-files.js';
import { type PassedFile, type PassOptions, type Run, runPass } from './run-pass.js';

/** Options for converting observation files to a cube. */
export interface ObserveOptions extends PassOptions {
  base: string; // ends with a slash
  seriesProperty?: string | undefined; // the property of the project for the series of a figure
  tables?: Tables; // of the project and ours
  given?: GivenColumn[]; // columns that the user named
  target: string; // an empty file that exists
  folder: string; // a folder for temporary files, which the caller removes
}

/** Result of converting observation files. */
export interface Observed {
  problems: Problem[];
  sources: Source[];
  observations: number;
  bounds: number; // observations with a bound instead of a value
  missing: number; // observations without a value
}

/**
 * Converts observation files to one RDF Data Cube as N-Quads, with the structure last, or to one table. Observations
 * keep the order of the files. If there is an error among the problems, do not use the output.
 */
export async function observeFiles(files: string[], options: ObserveOptions): Promise<Observed> {
  const { base, seriesProperty, tables = ownTables() } = options;
  const { sources, concepts, problems } = await openFiles(files, tables, options.folder, options.given);
  if (hasErrors(problems)) return { problems, sources, observations: 0, bounds: 0, missing: 0 };

  const written = options.form === 'parquet' ? createTexts(options.folder) : options.target;
  const formats = sources.map(({ format }) => format.name);
  const language = sources[0]?.format.language ?? '';
  const naming = { base, addresses: addressesOf(formats, tables.addresses), seriesProperty, language };
  const run = { sources, concepts, written, naming, ...options, tables };
  let passed = await runPass(run, new Map());
  const fills = fillsOf(passed.flatMap(({ found }) => found));
  if (fills.size > 0) {
    addProblems(problems, fillNotices(passed));
    // Also with errors: without fills, a row can have the key of another row.
    truncateSync(written);
    passed = await runPass(run, fills);
  }
  for (const one of passed) addProblems(problems, one.problems);
  addProblems(problems, await duplicateKeys(passed));
  const sum = (name: keyof PassedFile['counts']) => passed.reduce((total, { counts }) => total + counts[name], 0);
  addProblems(problems, emptyFiles(passed, sum('rows') === 0 && !hasErrors(problems)));
  if (!hasErrors(problems)) addProblems(problems, await finish(run, passed));
  return { problems, sources, observations: sum('rows'), bounds: sum('bounds'), missing: sum('missing') };
}

/** Checks the structure, then appends it to the observations or writes the table. */
async function finish(run: Run & Pick<ObserveOptions, 'target'>, passed: PassedFile[]): Promise<Problem[]> {
  const { concepts, tables, written, naming, form, target } = run;
  const found = passed.flatMap((one) => one.found);
  const names = passed.flatMap(({ source }) => source.names);
  const census = takeCensus(found, concepts, names, tables);
  const structure = structureOf(naming, census, concepts, tables);
  const problems = checkStructure(structure, naming.base, shippedRules('cube'));
  if (hasErrors(problems)) return problems;
  if (form === 'parquet') {
    const { writeParquet } = await import('./write-parquet.js'); // loaded only if needed
    await writeParquet(written, target, tableColumns(concepts, census, tables.areas), textsWidth(concepts));
  } else appendFileSync(target, form === 'n-quads' ? structure : gzipSync(structure));
  return problems;
}

/** Reports files without rows. This is an error if all files are empty. */
const emptyFiles = (passed: PassedFile[], areAll: boolean): Problem[] =>
  passed
    .filter(({ counts, problems }) => counts.rows === 0 && !hasErrors(problems))
    .map(({ source }) => problemOf(areAll ? texts.noRows : texts.addsNothing, fileOf(source)));

/** Finds observations with the same series, area, period and codes (RDF Data Cube, IC-12), within or across files. */
async function duplicateKeys(passed: PassedFile[]): Promise<Problem[]> {
  const placeIn = ({ file, record, beside }: KeyedRow): Place => {
    const { source } = passed[file] as PassedFile;
    const column = source.layout.columns.findIndex(({ role }) => role === 'value');
    return placeOf(source, record, column, beside);
  };
  const problems = (await findDuplicates(passed)).map(({ first, again }) =>
    duplicate(again.key[0] ?? '', placeIn(again), placeIn(first)),
  );
  if (problems.length === PROBLEM_LIMIT && passed[0])
    problems.push(problemOf(texts.moreTwice, fileOf(passed[0].source)));
  return problems;
}

function duplicate(key: string, where: Place, first: Place): Problem {
  const file = first.file === where.file ? '' : ` of ${first.file}`;
  const comparison =
    first.value === where.value
      ? 'with the same value'
      : `with a different value (${clip(first.value ?? '') || 'none'})`;
  const values = { key: clip(decodeURIComponent(key)), row: first.row, file, values: comparison };
  return { ...problemOf(texts.twice, where, values), related: [first] };
}

/** Creates a file for the cell texts, because the columns of the table are known only after the last row. */
function createTexts(folder: string): string {
  const file = path.join(folder, 'texts');
  closeSync(openSync(file, 'wx'));
  return file;
}
