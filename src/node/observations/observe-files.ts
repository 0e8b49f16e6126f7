import { appendFileSync, closeSync, existsSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { shippedRules } from '../../check/project-rules.js';
import { nextLine } from '../../csvw/stream/chunks.js';
import { fileOf, placeOf, rowProblems } from '../../csvw/stream/mapper.js';
import { conceptsOf, fillNotices, fillsOf, takeCensus } from '../../observations/census.js';
import type { GivenColumn } from '../../observations/columns.js';
import texts from '../../observations/messages.json' with { type: 'json' };
import { addressesOf, type Naming } from '../../observations/observation-lines.js';
import type { ObservationFindings, OutputForm } from '../../observations/observation-rows.js';
import { tableColumns, textsWidth } from '../../observations/parquet.js';
import type { Finding } from '../../observations/read-cells.js';
import { openSource, type Source, type SourceFiles } from '../../observations/sources.js';
import { checkStructure, structureOf } from '../../observations/structure.js';
import { type Concept, readTables, type Tables } from '../../observations/tables.js';
import { addProblems, clip, hasErrors, type Place, PROBLEM_LIMIT, type Problem, problemOf } from '../../problem.js';
import { readerOf } from '../csvw/map-chunks.js';
import {
  type Done,
  findDuplicates,
  type KeyedRow,
  type LargeTable,
  type MappedFile,
  mapFile,
  mapFiles,
  withFile,
} from '../csvw/map-file.js';
import { nameFailedFile } from '../disk-files.js';
import { readLargeWorkbook } from '../workbook/read-in-thread.js';

/** Options for converting observation files to a cube. */
export interface ObserveOptions {
  base: string; // ends with a slash
  seriesProperty?: string | undefined; // the property of the project for the series of a figure
  tables?: Tables; // of the project and ours
  given?: GivenColumn[]; // columns that the user named
  form: OutputForm;
  threads?: number;
  /** Called when a file begins, with a function that returns the progress. */
  watch?: (source: Source, done: () => Done) => void;
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
  const access = sourceFiles(options.folder);
  const opened = [];
  for (const file of files) opened.push(await openSource(file, tables, access, options.given));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const problems = distinct(opened.flatMap((one) => one.problems));
  const concepts = conceptsOf(sources, tables);
  if (hasErrors(problems)) return { problems, sources, observations: 0, bounds: 0, missing: 0 };

  const written = options.form === 'parquet' ? createTexts(options.folder) : options.target;
  const formats = sources.map(({ format }) => format.name);
  const language = sources[0]?.format.language ?? '';
  const naming = { base, addresses: addressesOf(formats, tables.addresses), seriesProperty, language };
  const run: Run = { sources, concepts, written, naming, ...options, tables };
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

/** Data that all passes over the rows share. */
interface Run extends ObserveOptions {
  sources: Source[];
  concepts: Concept[];
  tables: Tables;
  naming: Naming;
  written: string; // the initially empty output of the rows
}

/** Checks the structure, then appends it to the observations or writes the table. */
async function finish(run: Run, passed: PassedFile[]): Promise<Problem[]> {
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

/** Removes problems of shared files, which are read once per observation file. */
const distinct = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

/** Reports files without rows. This is an error if all files are empty. */
const emptyFiles = (passed: PassedFile[], areAll: boolean): Problem[] =>
  passed
    .filter(({ counts, problems }) => counts.rows === 0 && !hasErrors(problems))
    .map(({ source }) => problemOf(areAll ? texts.noRows : texts.addsNothing, fileOf(source)));

/** A file with the results of a pass. */
interface PassedFile {
  source: Source;
  table: LargeTable;
  mapped: MappedFile;
  problems: Problem[];
  found: Finding[];
  counts: ObservationFindings['counts'];
}

/** Reads the rows of all files once. `fills` are the dimensions to add, by series. */
async function runPass(run: Run, fills: Map<string, string[]>): Promise<PassedFile[]> {
  const { sources, concepts, tables, written, naming, form, threads, watch } = run;
  const shared = { naming, form, concepts, fills, aligned: tables.codes, areas: tables.areas };
  const files = sources.map(({ path: file, from, dialect, layout, codes }): LargeTable => {
    const data = { dialect, layout, codes };
    return { file, from, dialect, mapper: { module, data, shared }, hashKeys: true };
  });
  const mappedFiles = await mapFiles(files, written, {
    isPacked: form === 'packed n-quads',
    ...(threads !== undefined && { threads }),
    ...(watch && { watch: (done: () => Done, file: number) => watch(sources[file] as Source, done) }),
  });
  const passed: PassedFile[] = [];
  for (const [i, source] of sources.entries()) {
    const [table, mapped] = [files[i] as LargeTable, mappedFiles[i] as MappedFile];
    const problems = problemsOf(source, mapped);
    const rest = await checkRest(source, table, mapped);
    addProblems(problems, rest.problems);
    const findings = [...mapped.findings, ...rest.findings] as ObservationFindings[];
    const sum = (name: keyof PassedFile['counts']) => findings.reduce((total, { counts }) => total + counts[name], 0);
    const loneQuotes = sum('loneQuotes');
    if (loneQuotes > 0) problems.push(problemOf(texts.loneQuotes, fileOf(source), { count: loneQuotes }));
    passed.push({
      source,
      table,
      mapped,
      problems,
      found: findings.flatMap(({ found }) => found),
      counts: {
        rows: sum('rows'),
        bounds: sum('bounds'),
        missing: sum('missing'),
        loneQuotes: sum('loneQuotes'),
      },
    });
  }
  return passed;
}

const module = new URL('../../observations/observation-rows.js', import.meta.url).href;

function problemsOf(source: Source, mapped: MappedFile): Problem[] {
  const faults = mapped.faults.map((fault) => ({ text: '', ...fault }));
  return rowProblems({ ...mapped, faults }, source, 'error').map((problem) => {
    if (problem.code === 'more-problems') return { ...problem, count: mapped.faultCount - faults.length };
    if (problem.code !== 'quote') return problem;
    const fix = 'Put the whole cell in quotation marks, and double each quotation mark inside it';
    return { ...problem, where: { ...fileOf(source), row: problem.where.row as number }, fix };
  });
}

const mostRestarts = 20;

/** A misplaced quotation mark ends a pass. The rest is only checked, restarting at the next line up to 20 times. */
async function checkRest(source: Source, table: LargeTable, first: MappedFile) {
  const problems: Problem[] = [];
  const findings: unknown[] = [];
  let { stopped } = first;
  let row = source.firstRow;
  for (let restart = 0; stopped; restart++) {
    const { record, byte } = stopped;
    const from = await withFile(source.path, (input) => nextLine(readerOf(input), byte));
    if (from === undefined) break;
    row += record + 1;
    if (restart === mostRestarts) {
      problems.push(problemOf(texts.moreBroken, fileOf(source), { row: row - 1 }));
      break;
    }
    const mapped = await mapFile({ ...table, from, hashKeys: false }, undefined);
    addProblems(problems, problemsOf({ ...source, firstRow: row }, mapped));
    findings.push(...mapped.findings);
    ({ stopped } = mapped);
  }
  return { problems, findings };
}

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

const tableFolder = new URL('../../../formats/', import.meta.url);

/** Reads the tables that ship with the program, and the tables of a project in the folder `own`. */
export const ownTables = (own?: string): Tables =>
  readTables(
    (name) => readFileSync(new URL(name, tableFolder)),
    (name) => {
      const file = own === undefined ? undefined : path.join(own, name);
      return file !== undefined && existsSync(file) ? readFileSync(file) : undefined;
    },
  );

/** Creates a file for the cell texts, because the columns of the table are known only after the last row. */
function createTexts(folder: string): string {
  const file = path.join(folder, 'texts');
  closeSync(openSync(file, 'wx'));
  return file;
}

/** Files on the disk. Converted content goes into `folder`. */
function sourceFiles(folder: string): SourceFiles {
  const neighbours = new Map<string, Uint8Array | undefined>(); // many files have the same ones
  let copies = 0;
  return {
    withBytes: (file, work) => withFile(file, (input) => work(readerOf(input))),
    beside(file, name) {
      const found = path.join(path.dirname(file), name);
      if (!neighbours.has(found)) {
        const isThere = statSync(found, { throwIfNoEntry: false })?.isFile();
        neighbours.set(found, isThere ? readFileSync(found) : undefined);
      }
      const bytes = neighbours.get(found);
      return bytes && { file: found, bytes };
    },
    async keep(text) {
      const copy = path.join(folder, `${copies++}.csv`);
      const descriptor = openSync(copy, 'w');
      try {
        for await (const piece of text) {
          nameFailedFile(copy, () => appendFileSync(descriptor, piece));
          await setImmediate(); // lets signals in
        }
      } finally {
        closeSync(descriptor);
      }
      return copy;
    },
    readWorkbook: (file) => readLargeWorkbook(readFileSync(file), file),
  };
}
