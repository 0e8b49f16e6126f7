import { grown, utf8 } from '../bytes.js';
import {
  cellStates,
  createMemo,
  keyCell,
  knownReading,
  type RowCells,
  subjectCell,
} from '../csvw/stream/byte-cells.js';
import type { Line } from '../csvw/stream/line-template.js';
import { createPlanMapper, type RowMapper } from '../csvw/stream/mapper.js';
import { figureLines } from './figure-rows.js';
import { area, linesOf, type Naming, type Places, period, series } from './observation-lines.js';
import { textsLine } from './parquet.js';
import { type AddFinding, cellsOf, columnOf, type FileWriting, type Finding, valueStates } from './read-cells.js';
import { type Concept, kindOf } from './tables.js';

/** Output of a row: N-Quads lines, the same lines as gzip, or the cell texts for a Parquet file or for a file of figures. */
export type OutputForm = 'n-quads' | 'packed n-quads' | 'parquet' | 'figures';

/** Everything that a thread needs to process an observation file. It can be cloned to a worker. */
export interface ObservationJob extends FileWriting {
  file: number; // its index
  naming: Naming;
  form: OutputForm;
  concepts: Concept[]; // of all files of the run, in the order of an observation's IRI
  fills: Map<string, string[]>; // by series: dimensions that some of its rows lack
}

/** Results of one thread for a file. */
export interface ObservationFindings {
  found: Finding[];
  counts: { rows: number; bounds: number; missing: number; loneQuotes: number };
}

const mostFindings = 1 << 19; // per thread

/** Creates the mapper of an observation file. Every thread creates its own. */
export function createRowMapper(job: ObservationJob): RowMapper {
  const { form, dialect, concepts } = job;
  const { columns } = job.layout;
  const [dimensions, attributes] = [kindOf(concepts, 'dimension'), kindOf(concepts, 'attribute')];
  const found: Finding[] = [];
  const addFinding = (finding: Finding): boolean => found.push(finding) <= mostFindings;
  const counts = { rows: 0, bounds: 0, missing: 0, loneQuotes: 0 };
  const value = 3 + dimensions.length;
  const indicators = value + 2 + attributes.length;
  const places: Places = {
    dimensions: dimensions.map((_, i) => 3 + i),
    value,
    text: value + 1,
    attributes: attributes.map((_, i) => value + 2 + i),
    indicators,
    boundSign: indicators + 2,
    boundValue: indicators + 3,
  };
  return createPlanMapper({
    dialect,
    width: columns.length,
    leastWidth: columns.findLastIndex(({ role }) => role !== 'nameless') + 1, // up to the last column with a name
    skipsBlank: true,
    skipsRagged: true,
    readsLoneQuotes: true,
    onLoneQuotes: () => counts.loneQuotes++,
    cells: cellsOf(job, dimensions, attributes, addFinding),
    lines: linesIn(job, dimensions, attributes, places),
    ...(form !== 'figures' && { key: [keyCell] }),
    keyBeside: columnOf(job, 'value'),
    compose: (cells) => composer(job, places, cells, counts, addFinding),
    findings: (): ObservationFindings => ({ found, counts }),
  });
}

/** Returns the lines of a row in the form of the job. */
function linesIn(job: ObservationJob, dimensions: Concept[], attributes: Concept[], places: Places): Line[] {
  if (job.form === 'parquet') return [textsLine(places)];
  if (job.form === 'figures') return figureLines(places, job.concepts, job.file);
  return linesOf(job.naming, dimensions, attributes, places);
}

/** Code for a dimension that is not specified (SDMX, cross-domain code lists). */
const unspecified = '_X';

/** Compiles the last step of a row: its IRI, its missing dimensions, and the findings about its series. */
function composer(
  job: ObservationJob,
  places: Places,
  cells: RowCells,
  counts: ObservationFindings['counts'],
  addFinding: AddFinding,
): () => boolean {
  const { states, readings } = cells;
  const names = kindOf(job.concepts, 'attribute').map(({ concept }) => concept);
  const status = places.attributes[names.indexOf('obsStatus')] ?? -1;
  const detail = places.attributes[names.indexOf('timeDetail')] ?? -1;
  const [noStatus, noDetail] = [knownReading({ value: null }), knownReading({ value: null })];
  const hasBounds = columnOf(job, 'bound-sign') >= 0;
  const watch = createSeriesWatch(job, places, cells, addFinding);
  const fill = createFill(job, places, cells, addFinding);
  const parts = [series, area, period, ...places.dimensions];
  const writeAddress = job.form === 'figures' ? () => {} : createAddress(job.naming.base, parts, cells);
  return () => {
    if (cells.faultCount > 0) return false;
    if (hasBounds) setBound(places, cells);
    const says = states[places.value] as number;
    counts.rows++;
    if (says >= valueStates['<']) counts.bounds++;
    if (says === valueStates.missing) {
      counts.missing++;
      if (/^[AM]$/.test(readings[status]?.value ?? '')) cells.set(status, noStatus); // a missing value is not a normal one
    }
    if (detail >= 0 && readings[detail]?.value === readings[period]?.value) cells.set(detail, noDetail); // same as the period
    watch(says === valueStates.missing);
    fill();
    writeAddress();
    return true;
  };
}

/** Uses a bound from its columns if the cell of the value is empty. */
function setBound({ value, text, boundSign, boundValue }: Places, { states, readings, set }: RowCells): void {
  const [sign, bound] = [readings[boundSign]?.value, readings[boundValue]?.value];
  if (states[value] !== valueStates.missing || !sign || !bound) return;
  set(value, knownReading({ value: bound, state: valueStates[sign as '<'] }));
  set(text, knownReading({ value: `${sign}${bound}` }));
}

/** Dimensions and attributes of a row. */
type Shape = Pick<Extract<Finding, { kind: 'shape' }>, 'dimensions' | 'attributes'>;

/** Reports the dimensions and attributes of each series, and its indicators. */
function createSeriesWatch(
  { concepts }: ObservationJob,
  places: Places,
  { states, readings }: RowCells,
  addFinding: AddFinding,
): (isMissing: boolean) => void {
  const [dimensions, attributes] = [kindOf(concepts, 'dimension'), kindOf(concepts, 'attribute')];
  const known = new Map<string, Set<string | Shape>>(); // reported so far, by series
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
    const reported = known.get(name) ?? new Set();
    if (reported.size === 0) known.set(name, reported);
    const numbers = readings[places.indicators]?.value ?? '';
    if (!reported.has(numbers)) {
      reported.add(numbers);
      for (const indicator of numbers.split(/[,;]\s*/))
        if (indicator !== '') addFinding({ kind: 'indicator', series: name, indicator });
    }
    for (let i = 0; i < cells.length; i++) has[i] = states[cells[i] as number] === cellStates.none ? 0 : 1;
    if (isMissing) has[status] = 1; // missing values have a status
    const shape = shapeOf(has, 0, has.length);
    if (reported.has(shape)) return;
    reported.add(shape);
    addFinding({ kind: 'shape', series: name, ...shape });
  };
}

/** Compiles the step that sets a missing dimension to "not specified" if other rows of its series have it. */
function createFill(
  { concepts: all, fills }: ObservationJob,
  places: Places,
  cells: RowCells,
  addFinding: AddFinding,
): () => void {
  const bySeries = new Map(
    [...fills].map(([name, concepts]) => {
      const unsaid = kindOf(all, 'dimension').flatMap(({ concept }, i) => {
        if (!concepts.includes(concept)) return [];
        addFinding({ kind: 'code', concept, code: unspecified, name: 'Not specified' });
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

/** Compiles the IRI of an observation as the subject of its lines: `<BASE/cube/SERIES/AREA/PERIOD/CODE…> `. */
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
