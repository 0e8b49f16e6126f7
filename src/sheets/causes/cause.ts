import { type Problem, placesOf, type Wording, wordsOf } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };

/** Combines problems that have one cause: the place of the first, and the cells of all others. */
export function oneOf(problems: Problem[], wording?: Wording, values?: Record<string, unknown>): Problem {
  const first = problems.find(({ count }) => count === undefined) ?? (problems[0] as Problem);
  const { related: _, suggestion, ...rest } = first;
  const also = problems.flatMap(placesOf).filter((place) => place !== first.where && place.cell !== undefined);
  if (problems.length === 1 && !wording) return first;
  const isSame = problems.every(({ fix }) => fix === first.fix);
  return {
    ...rest,
    ...(isSame ? suggestion !== undefined && { suggestion } : { fix: texts.sameCause.fix }),
    ...(wording && wordsOf(wording, { ...values, message: first.message })),
    ...(also.length > 0 && { also }),
  };
}

/** The number of cells with a problem, including cells that are only counted. */
export const cellCount = (problems: Problem[]): number =>
  problems.reduce((sum, problem) => sum + (problem.count ?? placesOf(problem).length), 0);

/** Problems that have one cause, and the problem that replaces them. */
export interface Cause {
  of: Problem[];
  problem: Problem;
}

/** Replaces problems by their causes. The cause has the position of its first problem. */
export function replaceBy(problems: Problem[], causes: Cause[]): Problem[] {
  const causeOf = new Map(causes.flatMap((cause) => cause.of.map((one) => [one, cause] as const)));
  const done = new Set<Cause>();
  return problems.flatMap((problem) => {
    const cause = causeOf.get(problem);
    if (!cause) return [problem];
    if (done.has(cause)) return [];
    done.add(cause);
    return [cause.problem];
  });
}
