import type { Cell } from './cell.js';
import type { Finding } from './findings.js';

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
