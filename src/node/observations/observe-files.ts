import { appendFileSync, closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ruleHeader } from '../../check/rules.js';
import { nextLine } from '../../csvw/stream/chunks.js';
import { fileOf, placeOf, rowProblems } from '../../csvw/stream/mapper.js';
import { readQueries } from '../../graph/query-file.js';
import { conceptsOf, fillNotices, fillsOf, takeCensus } from '../../observations/census.js';
import texts from '../../observations/messages.json' with { type: 'json' };
import type { ObservationFindings, ObservationJob, OutputForm } from '../../observations/observation-rows.js';
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
  withFile,
} from '../csvw/map-file.js';
import { diskFiles, nameFailedFile } from '../disk-files.js';
import { readWorkbook } from '../workbook/read-in-thread.js';

/** How files on the disk become a cube. */
export interface ObserveOptions {
  base: string; // ends with a slash
  form: OutputForm;
  threads?: number;
  /** Told when a file is begun, with a question for how far it is. */
  watch?: (source: Source, done: () => Done) => void;
  target: string; // a file that is there and empty
  folder: string; // where files may be written anew; it is the caller's to remove
}

/** What became of files of observations. */
export interface Observed {
  problems: Problem[];
  sources: Source[];
  observations: number;
  bounds: number; // of these, what is only known to lie above or below a number
  missing: number; // and what has no value
}

/**
 * Turns files of observations into one RDF Data Cube: N-Quads, observations in the order of the files and then the structure;
 * or into one table, a row an observation in the same order. It works in all threads, however large the files are. With an
 * error among the problems the output is not to be used.
 */
export async function observeFiles(files: string[], options: ObserveOptions): Promise<Observed> {
  const tables = ownTables();
  const opened = [];
  for (const [i, file] of files.entries())
    opened.push(await openSource(file, tables.columns, sourceFiles(path.join(options.folder, `${i}.csv`))));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const problems = distinct(opened.flatMap((one) => one.problems));
  const concepts = conceptsOf(sources, tables);
  if (hasErrors(problems)) return { problems, sources, observations: 0, bounds: 0, missing: 0 };

  const written = options.form === 'parquet' ? createTexts(options.folder) : options.target;
  const run: Run = { sources, concepts, tables, written, ...options };
  let passed = await runPass(run, new Map());
  const fills = fillsOf(passed.flatMap(({ found }) => found));
  if (fills.size > 0) {
    addProblems(problems, fillNotices(passed));
    // With errors too: without its fills one row may have the key of another.
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

/** What is the same in all passes over the rows. */
interface Run extends ObserveOptions {
  sources: Source[];
  concepts: Concept[];
  tables: Tables;
  written: string; // the empty file that rows are written to
}

/** Once the constraints of the structure hold: puts it behind the observations, or makes a table of their texts. */
async function finish(run: Run, passed: PassedFile[]): Promise<Problem[]> {
  const { concepts, tables, written, base, form, target } = run;
  const found = passed.flatMap((one) => one.found);
  const names = passed.flatMap(({ source }) => source.names);
  const census = takeCensus(found, concepts, names, tables);
  const structure = structureOf(base, census, concepts, tables);
  const problems = checkStructure(structure, base, readQueries(diskFiles, constraints, ruleHeader));
  if (hasErrors(problems)) return problems;
  if (form === 'parquet') {
    const { writeParquet } = await import('./write-parquet.js'); // with what only it needs
    await writeParquet(written, target, tableColumns(concepts, census, tables.areas), textsWidth(concepts));
  } else appendFileSync(target, form === 'n-quads' ? structure : gzipSync(structure));
  return problems;
}

/** Files that stand beside several are read, and found faulty, with each. */
const distinct = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

/** A file with a header alone adds nothing; where all are such there is no cube. */
const emptyFiles = (passed: PassedFile[], areAll: boolean): Problem[] =>
  passed
    .filter(({ counts, problems }) => counts.rows === 0 && !hasErrors(problems))
    .map(({ source }) => problemOf(areAll ? texts.noRows : texts.addsNothing, fileOf(source)));

/** A file that was gone through, and what was found in it. */
interface PassedFile {
  source: Source;
  table: LargeTable;
  mapped: MappedFile;
  problems: Problem[];
  found: Finding[];
  counts: ObservationFindings['counts'];
}

/** Goes over the rows of all files once; `fills` are the dimensions that some of a series' rows lack, by series. */
async function runPass(run: Run, fills: Map<string, string[]>): Promise<PassedFile[]> {
  const { sources, concepts, tables, written, base, form, threads, watch } = run;
  const passed: PassedFile[] = [];
  for (const source of sources) {
    const { path: file, from, dialect, layout, codes } = source;
    const ours = { aligned: tables.codes, areas: tables.areas };
    const data: ObservationJob = { base, form, dialect, layout, codes, ...ours, concepts, fills };
    const table = { file, from, dialect, mapper: { module, data }, hashKeys: true };
    const mapped = await mapFile(table, written, {
      isPacked: form === 'packed n-quads',
      ...(threads !== undefined && { threads }),
      ...(watch && { watch: (done: () => Done) => watch(source, done) }),
    });
    const problems = problemsOf(source, mapped);
    const rest = await checkRest(source, table, mapped);
    addProblems(problems, rest.problems);
    const findings = [...mapped.findings, ...rest.findings] as ObservationFindings[];
    const sum = (name: keyof PassedFile['counts']) => findings.reduce((total, { counts }) => total + counts[name], 0);
    passed.push({
      source,
      table,
      mapped,
      problems,
      found: findings.flatMap(({ found }) => found),
      counts: { rows: sum('rows'), bounds: sum('bounds'), missing: sum('missing') },
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
    const fix = 'put the whole cell in quotation marks and double those inside it'; // the rows after it are read on
    return { ...problem, where: { ...fileOf(source), row: problem.where.row as number }, fix };
  });
}

const mostRestarts = 20;

/** A row whose quotes are wrong ends a pass: what is after it is only checked, from the next line on, as often as 20 times. */
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

/** Two observations with the same series, area, period and codes (RDF Data Cube, IC-12), in one file or in two. */
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
  const values =
    first.value === where.value ? 'with the same value' : `with another value, ${clip(first.value ?? '') || 'none'}`;
  const told = { key: clip(decodeURIComponent(key)), row: first.row, file, values };
  return { ...problemOf(texts.twice, where, told), related: [first] };
}

const tableFolder = new URL('../../../data/observations/', import.meta.url);

/** The tables that come with the program. */
export const ownTables = (): Tables => readTables((name) => readFileSync(new URL(name, tableFolder)));

/** The integrity constraints of the RDF Data Cube, as queries. */
const constraints = fileURLToPath(new URL('../../../queries/cube', import.meta.url));

/** A file for the texts of all rows; which columns a table has is only known behind the last one. */
function createTexts(folder: string): string {
  const file = path.join(folder, 'texts');
  closeSync(openSync(file, 'wx'));
  return file;
}

/** Files on the disk; what has to be written anew goes into `copy`. */
const sourceFiles = (copy: string): SourceFiles => ({
  withBytes: (file, work) => withFile(file, (input) => work(readerOf(input))),
  beside(file, name) {
    const found = path.join(path.dirname(file), name);
    const isThere = statSync(found, { throwIfNoEntry: false })?.isFile();
    return isThere ? { file: found, bytes: readFileSync(found) } : undefined;
  },
  async keep(text) {
    const descriptor = openSync(copy, 'w');
    try {
      for (const piece of text) {
        nameFailedFile(copy, () => appendFileSync(descriptor, piece));
        await setImmediate(); // lets signals in
      }
    } finally {
      closeSync(descriptor);
    }
    return copy;
  },
  readWorkbook: (file) => readWorkbook(readFileSync(file), file),
});
