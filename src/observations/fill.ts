import { codeIri, propertyIri, segment } from './addresses.js';
import { type Cell, cell, type Tails } from './cell.js';
import type { Finding } from './findings.js';
import { type ObservationJob, unspecified } from './job.js';

/** The cell of a dimension that a row of a series lacks and others of the series have. */
export type Fill = (series: string, dimension: number) => Cell | undefined;

/** Every observation has all dimensions of its series (RDF Data Cube, IC-11): one that the file leaves open is unspecified. */
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
