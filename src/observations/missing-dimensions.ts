import type { Problem } from '../problem.js';
import { codeIri, propertyIri, segment } from './addresses.js';
import { type Cell, cell, type Tails } from './cell.js';
import { whereOf } from './fault-problems.js';
import type { Finding } from './findings.js';
import { type ObservationJob, unspecified } from './job.js';
import type { Source } from './sources/source.js';

/** Every observation has all dimensions of its series (RDF Data Cube, IC-11): a first pass sees which they are, a second fills those that a row lacks. */

/** Which dimensions and attributes a row has, as bits of numbers: the first 30 dimensions, those after, attributes. */
export interface RowBits {
  low: number;
  high: number;
  attributes: number;
}

export const mostDimensions = 60;
export const mostAttributes = 30;

/** Tells of the rows of each series which dimensions and attributes they have, and which indicators they serve. */
export interface SeriesWatch {
  see(series: Cell, bits: RowBits, indicator: Cell): void;
}

interface Seen extends RowBits {
  indicator: Cell | undefined;
  shapes: Set<string>;
  indicators: Set<string>;
}

export function createSeriesWatch(
  dimensions: string[],
  attributes: string[],
  tell: (finding: Finding) => void,
): SeriesWatch {
  const known = new Map<Cell, Seen>();
  let last: Cell | undefined;
  let seen = fresh();
  const seeIndicators = (series: string, numbers: string): void => {
    for (const indicator of numbers.split(/[,;]\s*/)) {
      if (indicator === '' || seen.indicators.has(indicator)) continue;
      seen.indicators.add(indicator);
      tell({ kind: 'indicator', series, indicator });
    }
  };
  const seeShape = (series: string, { low, high, attributes: has }: RowBits): void => {
    const shape = `${low} ${high} ${has}`;
    if (seen.shapes.has(shape)) return;
    seen.shapes.add(shape);
    tell({
      kind: 'shape',
      series,
      dimensions: dimensions.filter((_, i) => (i < 30 ? low & (1 << i) : high & (1 << (i - 30)))),
      attributes: attributes.filter((_, i) => has & (1 << i)),
    });
  };
  return {
    see(series, bits, indicator) {
      if (series !== last) {
        last = series;
        seen = known.get(series) ?? fresh();
        known.set(series, seen);
      }
      if (indicator !== seen.indicator) {
        seen.indicator = indicator;
        seeIndicators(series.text, indicator.text);
      }
      const { low, high, attributes: has } = bits;
      if (low === seen.low && high === seen.high && has === seen.attributes) return;
      seen.low = low;
      seen.high = high;
      seen.attributes = has;
      seeShape(series.text, bits);
    },
  };
}

const fresh = (): Seen => ({
  low: -1,
  high: -1,
  attributes: -1,
  indicator: undefined,
  shapes: new Set(),
  indicators: new Set(),
});

/** The dimensions that a series has, in whatever file. */
export function dimensionsBySeries(findings: Finding[]): Map<string, Set<string>> {
  const bySeries = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const known = bySeries.get(finding.series) ?? new Set();
    for (const dimension of finding.dimensions) known.add(dimension);
    bySeries.set(finding.series, known);
  }
  return bySeries;
}

/** By series: dimensions that some of its rows have and others lack; `all` are those that it has. */
export function fillsOf(findings: Finding[], all = dimensionsBySeries(findings)): Map<string, string[]> {
  const fills = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const lacking = [...(all.get(finding.series) ?? [])].filter((dimension) => !finding.dimensions.includes(dimension));
    if (lacking.length > 0) fills.set(finding.series, new Set([...(fills.get(finding.series) ?? []), ...lacking]));
  }
  return new Map([...fills].map(([series, dimensions]) => [series, [...dimensions].sort()]));
}

/** A notice for each file and series of which rows lack a dimension. */
export function fillNotices(passed: { source: Source; found: Finding[] }[]): Problem[] {
  const all = dimensionsBySeries(passed.flatMap(({ found }) => found));
  return passed.flatMap(({ source, found }) =>
    [...fillsOf(found, all)].map(
      ([series, dimensions]): Problem => ({
        code: 'observation-dimension',
        severity: 'notice',
        message: `some rows of ${series} say nothing of ${dimensions.join(', ')}, which other rows of it do; it is _X there, not specified`,
        where: whereOf(source),
      }),
    ),
  );
}

/** The cell of a dimension that a row of a series lacks and others of the series have. */
export type Fill = (series: string, dimension: number) => Cell | undefined;

/** Compiles the filling: a dimension that a row leaves open is unspecified. */
export function createFill(
  { base, dimensions, fills }: ObservationJob,
  tails: Tails,
  tell: (finding: Finding) => void,
): Fill {
  const bySeries = new Map(
    [...fills].map(([series, concepts]): [string, (Cell | undefined)[]] => [
      series,
      dimensions.map((dimension) => {
        if (!concepts.includes(dimension.concept)) return undefined;
        const object = codeIri(base, dimension, unspecified);
        tell({ kind: 'code', concept: dimension.concept, code: unspecified, found: '', name: 'Not specified' });
        return cell(unspecified, segment(unspecified), [tails.iri(propertyIri(base, dimension), object)]);
      }),
    ]),
  );
  return bySeries.size === 0 ? () => undefined : (series, dimension) => bySeries.get(series)?.[dimension];
}
