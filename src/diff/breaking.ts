import type { Place, Problem } from '../problem.js';
import type { Change, ChangeSet } from './change.js';
import { notation } from './vocabulary.js';

/** Where a statement stands, or where it would. */
export type PlaceOf = (target: { focus: string; path?: string; value?: string }) => Place;

/** What breaks for those who built on the older side and is acknowledged nowhere, as problems of the newer one. */
export function breakingProblems(set: ChangeSet, placeOf: PlaceOf = () => ({ file: set.to.name })): Problem[] {
  const problems = set.breaking.map((change) => problemOf(change, set, placeOf));
  const beyond = set.breakingCount - problems.length;
  if (beyond === 0) return problems;
  const message = `there are ${beyond} more changes that break what others have built`;
  return [
    ...problems,
    { code: 'more-problems', severity: 'error', message, where: placeOf({ focus: '' }), count: beyond },
  ];
}

function problemOf(change: Change, { nameOf }: ChangeSet, placeOf: PlaceOf): Problem {
  const { kind, subject, after, others = [] } = change;
  if (kind === 'removed')
    return {
      code: 'iri-gone',
      severity: 'error',
      message: `${nameOf(subject)} was published and is gone: its address <${subject}> leads nowhere now`,
      where: placeOf({ focus: subject }),
      fix: 'keep it as retired, name what replaces it, or say in a change note why it is gone',
    };
  const code = after[0]?.value ?? '';
  return {
    code: 'code-reused',
    severity: 'error',
    message: `${code} stands for ${nameOf(subject)} now; it was published for ${others.map(nameOf).join(', ')}`,
    where: placeOf({ focus: subject, path: notation, value: code }),
    fix: 'give the thing another code, name it as the successor, or say of the older one that the code is its former one',
  };
}
