import { nextLine } from '../../csvw/stream/chunks.js';
import { fileOf, rowProblems } from '../../csvw/stream/mapper.js';
import texts from '../../observations/messages.json' with { type: 'json' };
import type { Naming } from '../../observations/observation-lines.js';
import type { ObservationFindings, OutputForm } from '../../observations/observation-rows.js';
import type { Finding } from '../../observations/read-cells.js';
import type { Source } from '../../observations/sources.js';
import type { Concept, Tables } from '../../observations/tables.js';
import { addProblems, type Problem, problemOf } from '../../problem.js';
import { readerOf } from '../csvw/map-chunks.js';
import { type Done, type LargeTable, type MappedFile, mapFile, mapFiles, withFile } from '../csvw/map-file.js';

/** Options for reading the rows of observation files. */
export interface PassOptions {
  form: OutputForm;
  threads?: number;
  /** Called when a file begins, with a function that returns the progress. */
  watch?: (source: Source, done: () => Done) => void;
  folder: string; // a folder for temporary files, which the caller removes
}

/** Data that all passes over the rows share. */
export interface Run extends PassOptions {
  sources: Source[];
  concepts: Concept[];
  tables: Tables;
  naming: Naming;
  written: string; // the initially empty output of the rows
}

/** A file with the results of a pass. */
export interface PassedFile {
  source: Source;
  table: LargeTable;
  mapped: MappedFile;
  problems: Problem[];
  found: Finding[];
  counts: ObservationFindings['counts'];
}

/** Reads the rows of all files once. `fills` are the dimensions to add, by series. */
export async function runPass(run: Run, fills: Map<string, string[]>): Promise<PassedFile[]> {
  const { sources, concepts, tables, written, naming, form, threads, watch } = run;
  const shared = { naming, form, concepts, fills, aligned: tables.codes, areas: tables.areas };
  const files = sources.map(({ path: file, from, dialect, layout, codes }, i): LargeTable => {
    const data = { file: i, dialect, layout, codes };
    return { file, from, dialect, mapper: { module, data, shared }, hashKeys: form !== 'figures' };
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
