import { grown, utf8 } from '../bytes.js';
import {
  cellStates,
  createMemo,
  keyCell,
  knownReading,
  type RowCells,
  subjectCell,
} from '../csvw/stream/byte-cells.js';
import { createPlanMapper, type RowMapper } from '../csvw/stream/mapper.js';
import { area, linesOf, type Places, period, series } from './observation-lines.js';
import { textsLine } from './parquet.js';
import { cellsOf, columnOf, type FileWriting, type Finding, type Tell, valueStates } from './read-cells.js';
import { type Concept, kindOf } from './tables.js';

/** What is written of a row: its lines, these as gzip, or the texts of its cells, which a Parquet file is made of. */
export type OutputForm = 'n-quads' | 'packed n-quads' | 'parquet';

/** What a thread needs to know of a file of observations: all of it can be sent to one. */
export interface ObservationJob extends FileWriting {
  base: string;
  form: OutputForm;
  concepts: Concept[]; // of all files of the run, in the order of an observation's address
  fills: Map<string, string[]>; // by series: dimensions that some of its rows lack
}

/** What a thread has found out about a file. */
export interface ObservationFindings {
  found: Finding[];
  counts: { rows: number; bounds: number; missing: number };
}

const mostFindings = 1 << 19; // of one thread

/** The mapper of a file of observations; every thread makes its own. */
export function createRowMapper(job: ObservationJob): RowMapper {
  const { base, form, dialect, concepts } = job;
  const { columns } = job.layout;
  const [dimensions, attributes] = [kindOf(concepts, 'dimension'), kindOf(concepts, 'attribute')];
  const found: Finding[] = [];
  const tell = (finding: Finding): boolean => found.push(finding) <= mostFindings;
  const counts = { rows: 0, bounds: 0, missing: 0 };
  const value = 3 + dimensions.length;
  const places: Places = {
    dimensions: dimensions.map((_, i) => 3 + i),
    value,
    text: value + 1,
    attributes: attributes.map((_, i) => value + 2 + i),
    indicators: value + 2 + attributes.length,
  };
  return createPlanMapper({
    dialect,
    width: columns.length,
    leastWidth: columns.findLastIndex(({ role }) => role !== 'nameless') + 1, // up to the last column with a name
    skipsBlank: true,
    skipsRagged: true,
    cells: cellsOf(job, dimensions, attributes, tell),
    lines: form === 'parquet' ? [textsLine(places)] : linesOf(base, dimensions, attributes, places),
    key: [keyCell],
    keyBeside: columnOf(job, 'value'),
    compose: (cells) => composer(job, places, cells, counts, tell),
    findings: (): ObservationFindings => ({ found, counts }),
  });
}

/** Says that nothing is known of a dimension of a row (SDMX, code lists for all domains). */
const unspecified = '_X';

/** Compiles what becomes of the cells of a row: its address, what it lacks, and what is to be known of its series. */
function composer(
  job: ObservationJob,
  places: Places,
  cells: RowCells,
  counts: ObservationFindings['counts'],
  tell: Tell,
): () => boolean {
  const { states, readings } = cells;
  const names = kindOf(job.concepts, 'attribute').map(({ concept }) => concept);
  const status = places.attributes[names.indexOf('obsStatus')] ?? -1;
  const detail = places.attributes[names.indexOf('timeDetail')] ?? -1;
  const [noStatus, noDetail] = [knownReading({ value: null }), knownReading({ value: null })];
  const watch = createSeriesWatch(job, places, cells, tell);
  const fill = createFill(job, places, cells, tell);
  const writeAddress = createAddress(job.base, [series, area, period, ...places.dimensions], cells);
  return () => {
    if (cells.faultCount > 0) return false;
    const says = states[places.value] as number;
    counts.rows++;
    if (says >= valueStates['<']) counts.bounds++;
    if (says === valueStates.missing) {
      counts.missing++;
      if (/^[AM]$/.test(readings[status]?.value ?? '')) cells.set(status, noStatus); // no normal value is missing
    }
    if (detail >= 0 && readings[detail]?.value === readings[period]?.value) cells.set(detail, noDetail); // the period says it
    watch(says === valueStates.missing);
    fill();
    writeAddress();
    return true;
  };
}

/** Which dimensions and attributes a row has. */
type Shape = Pick<Extract<Finding, { kind: 'shape' }>, 'dimensions' | 'attributes'>;

/** Tells which dimensions and attributes the rows of each series have, and which indicators they serve. */
function createSeriesWatch(
  { concepts }: ObservationJob,
  places: Places,
  { states, readings }: RowCells,
  tell: Tell,
): (isMissing: boolean) => void {
  const [dimensions, attributes] = [kindOf(concepts, 'dimension'), kindOf(concepts, 'attribute')];
  const known = new Map<string, Set<string | Shape>>(); // what has been told, by series
  const cells = Int32Array.of(...places.dimensions, ...places.attributes);
  const status = dimensions.length + attributes.findIndex(({ concept }) => concept === 'obsStatus');
  const has = new Uint8Array(cells.length); // 1 for each dimension and attribute that the row has
  const named = (some: Concept[], from: number): string[] =>
    some.flatMap(({ concept }, i) => (has[from + i] === 1 ? [concept] : []));
  const shapeOf = createMemo(
    (): Shape => ({ dimensions: named(dimensions, 0), attributes: named(attributes, dimensions.length) }),
  );
  return (isMissing) => {
    const name = readings[series]?.value as string;
    const told = known.get(name) ?? new Set();
    if (told.size === 0) known.set(name, told);
    const numbers = readings[places.indicators]?.value ?? '';
    if (!told.has(numbers)) {
      told.add(numbers);
      for (const indicator of numbers.split(/[,;]\s*/))
        if (indicator !== '') tell({ kind: 'indicator', series: name, indicator });
    }
    for (let i = 0; i < cells.length; i++) has[i] = states[cells[i] as number] === cellStates.none ? 0 : 1;
    if (isMissing) has[status] = 1; // a missing value has a status
    const shape = shapeOf(has, 0, has.length);
    if (told.has(shape)) return;
    told.add(shape);
    tell({ kind: 'shape', series: name, ...shape });
  };
}

/** Compiles the filling: a dimension that a row leaves open and others of its series have is unspecified. */
function createFill({ concepts: all, fills }: ObservationJob, places: Places, cells: RowCells, tell: Tell): () => void {
  const bySeries = new Map(
    [...fills].map(([name, concepts]) => {
      const unsaid = kindOf(all, 'dimension').flatMap(({ concept }, i) => {
        if (!concepts.includes(concept)) return [];
        tell({ kind: 'code', concept, code: unspecified, name: 'Not specified' });
        return [{ cell: places.dimensions[i] as number, reading: knownReading({ value: unspecified }) }];
      });
      return [name, unsaid];
    }),
  );
  if (bySeries.size === 0) return () => {};
  return () => {
    for (const { cell, reading } of bySeries.get(cells.readings[series]?.value as string) ?? [])
      if (cells.states[cell] === cellStates.none) cells.set(cell, reading);
  };
}

/** Compiles the address of an observation as the subject of its lines: `<BASE/cube/SERIES/AREA/PERIOD/CODE…> `. */
function createAddress(base: string, parts: number[], cells: RowCells): () => void {
  const start = utf8(`<${base}cube`);
  const [subject, key] = [cells.form(subjectCell, 'value'), cells.form(keyCell, 'value')];
  const segments = Int32Array.from(parts, (cell) => cells.form(cell, 'iri', '/'));
  let bytes = new Uint8Array(1 << 12);
  bytes.set(start);
  return () => {
    const { states, source, from, to } = cells;
    let at = start.length;
    for (let i = 0; i < parts.length; i++) {
      if (states[parts[i] as number] === cellStates.none) continue;
      const form = segments[i] as number;
      const segment = source[form] as Uint8Array;
      const end = to[form] as number;
      if (bytes.length - at < segment.length + 2) bytes = grown(bytes, 2 * bytes.length + segment.length);
      for (let j = from[form] as number; j < end; j++) bytes[at++] = segment[j] as number;
    }
    cells.place(key, bytes, start.length + 1, at);
    bytes[at++] = 0x3e; // >
    bytes[at++] = 0x20;
    cells.place(subject, bytes, 0, at);
  };
}
