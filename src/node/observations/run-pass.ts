import { nextLine } from '../../csvw/stream/chunks.js';
import { fileOf, placeOf, rowProblems } from '../../csvw/stream/mapper.js';
import type { ObservationFindings, ObservationJob, OutputForm } from '../../observations/observation-rows.js';
import type { Finding } from '../../observations/read-cells.js';
import type { Source } from '../../observations/sources.js';
import type { Concept, Tables } from '../../observations/tables.js';
import { addProblems, clip, errorAt, type Place, PROBLEM_LIMIT, type Problem } from '../../problem.js';
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

/** How the files of a run become observations. */
export interface PassOptions {
  base: string; // ends with a slash
  form: OutputForm;
  tables: Tables;
  written: string; // the empty file that rows are written to
  threads?: number;
  /** Told when a file is begun, with a question for how far it is. */
  watch?: (source: Source, done: () => Done) => void;
}

/** A file that was gone through, and what was found in it. */
export interface PassedFile {
  source: Source;
  table: LargeTable;
  mapped: MappedFile;
  problems: Problem[];
  found: Finding[];
  counts: ObservationFindings['counts'];
}

/** Goes over the rows of all files once; `fills` are the dimensions that some of a series' rows lack, by series. */
export async function runPass(
  sources: Source[],
  concepts: Concept[],
  fills: Map<string, string[]>,
  options: PassOptions,
): Promise<PassedFile[]> {
  const passed: PassedFile[] = [];
  const { written, form, threads, watch } = options;
  const target = { file: written, end: 0 };
  for (const source of sources) {
    const table = tableOf(source, concepts, fills, options);
    const mapped = await mapFile(table, target, {
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

const tableOf = (
  { path: file, from, dialect, layout, codes }: Source,
  concepts: Concept[],
  fills: Map<string, string[]>,
  { base, form, tables }: PassOptions,
): LargeTable => {
  const { codes: aligned, areas } = tables;
  const data: ObservationJob = { base, form, dialect, layout, codes, aligned, areas, concepts, fills };
  return { file, from, dialect, mapper: { module, data }, hashKeys: true };
};

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
      problems.push(moreBroken(source, row - 1));
      break;
    }
    const mapped = await mapFile({ ...table, from, hashKeys: false }, undefined);
    addProblems(problems, problemsOf({ ...source, firstRow: row }, mapped));
    findings.push(...mapped.findings);
    ({ stopped } = mapped);
  }
  return { problems, findings };
}

/** There may be more beyond those that are listed; `row` is the last of these. */
const moreBroken = (source: Source, row: number): Problem =>
  errorAt(
    fileOf(source),
    'more-problems',
    `what is below row ${row} was not checked, for too many rows have a quotation mark out of place`,
    'mend those that are listed: most often the same mistake is in all, made by the program that wrote the file',
  );

/** Two observations with the same series, area, period and codes (RDF Data Cube, IC-12), in one file or in two. */
export async function duplicateKeys(passed: PassedFile[]): Promise<Problem[]> {
  const placeIn = ({ file, record, beside }: KeyedRow): Place => {
    const { source } = passed[file] as PassedFile;
    const column = source.layout.columns.findIndex(({ role }) => role === 'value');
    return placeOf(source, record, column, beside);
  };
  const problems = (await findDuplicates(passed)).map(({ first, again }) =>
    duplicate(again.key[0] ?? '', placeIn(again), placeIn(first)),
  );
  if (problems.length === PROBLEM_LIMIT && passed[0])
    problems.push({
      code: 'more-problems',
      severity: 'error',
      message: 'there may be more observations that stand there twice; they are not listed',
      where: fileOf(passed[0].source),
    });
  return problems;
}

function duplicate(key: string, where: Place, first: Place): Problem {
  const file = first.file === where.file ? '' : ` of ${first.file}`;
  const values =
    first.value === where.value ? 'with the same value' : `with another value, ${clip(first.value ?? '') || 'none'}`;
  return errorAt(
    where,
    'observation-twice',
    `the observation ${clip(decodeURIComponent(key))} stands already in row ${first.row}${file}, ${values}`,
    'remove one of the two rows, or add the column that tells them apart',
    { related: [first] },
  );
}
