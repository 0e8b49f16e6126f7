import { clip, type Place, type Problem } from '../problem.js';
import type { ObservationEdge } from './edge.js';
import { placeOf, whereOf } from './fault-problems.js';
import { findTwins, type Keys } from './keys.js';
import type { PassedFile } from './run-pass.js';

const duplicateLimit = 1000; // that are listed
const suspectLimit = 10_000;

interface First {
  value: string;
  place: Place;
}

/**
 * Two observations with the same series, area, period and codes (RDF Data Cube, IC-12), in one file or in two. Memory is 8
 * bytes a row: equal hashes only make suspects, and their rows are looked at again.
 */
export async function duplicateKeys(
  passed: PassedFile[],
  keys: Keys,
  { visitKeys }: ObservationEdge,
): Promise<Problem[]> {
  const suspects = findTwins(keys, suspectLimit);
  if (suspects.length === 0) return [];
  const firsts = new Map<string, First>();
  const problems: Problem[] = [];
  for (const { source, job, mapped } of passed) {
    const column = source.layout.columns.findIndex(({ role }) => role === 'value');
    await visitKeys(source, job, mapped, suspects, (record, [key = '', value = '']) => {
      const place = placeOf(source, source.firstRow + record, column, value);
      const first = firsts.get(key);
      if (first) problems.push(duplicate(key, place, first));
      else firsts.set(key, { value, place });
      return problems.length < duplicateLimit;
    });
  }
  if (problems.length === duplicateLimit && passed[0]) problems.push(moreTwins(passed[0]));
  return problems;
}

const moreTwins = ({ source }: PassedFile): Problem => ({
  code: 'more-problems',
  severity: 'error',
  message: 'there may be more observations that stand there twice; they are not listed',
  where: whereOf(source),
});

function duplicate(key: string, where: Place, { value, place }: First): Problem {
  const file = place.file === where.file ? '' : ` of ${place.file}`;
  const values = value === where.value ? 'with the same value' : `with another value, ${clip(value) || 'none'}`;
  return {
    code: 'observation-twice',
    severity: 'error',
    message: `the observation ${clip(decodeURIComponent(key))} stands already in row ${place.row}${file}, ${values}`,
    where,
    fix: 'remove one of the two rows, or add the column that tells them apart',
    related: [place],
  };
}
