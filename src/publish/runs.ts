/**
 * Items in canonical order, cut into runs of about a hundred but never between two of the same subject: what a writer
 * whose memory is many times its text is fed with.
 */
export function* runsOf<T>(items: Iterable<T>, subjectOf: (item: T) => string): Generator<T[]> {
  let run: T[] = [];
  for (const item of items) {
    const last = run.length < 100 ? undefined : run.at(-1);
    if (last !== undefined && subjectOf(last) !== subjectOf(item)) {
      yield run;
      run = [];
    }
    run.push(item);
  }
  if (run.length > 0) yield run;
}
