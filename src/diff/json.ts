import type { Problem } from '../problem.js';
import { breakingProblems } from './breaking.js';
import { type Change, type ChangeSet, kindNames, type Value } from './change.js';
import { isUnchanged } from './counted.js';
import { kinds } from './kinds.js';

/** For programs: every change that is listed, with its sentence; `counts` has those beyond too. */
export function json(set: ChangeSet, problems: Problem[] = breakingProblems(set)): string {
  const document = {
    from: set.from,
    to: set.to,
    unchanged: isUnchanged(set),
    counts: Object.fromEntries(
      kindNames.flatMap((kind) => (set.counts.has(kind) ? [[kind, set.counts.get(kind)]] : [])),
    ),
    changes: set.changes.map((change) => changeOf(change, set)),
    otherStatements: set.others,
    problems: problems.map(({ code, message, fix }) => ({ code, message, fix })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function changeOf(change: Change, { nameOf }: ChangeSet): Record<string, unknown> {
  const { kind, subject, before, after, isBreaking = false, ...more } = change;
  return {
    kind,
    subject,
    sentence: kinds[kind].sentence(change, nameOf),
    before: before.map(termOf),
    after: after.map(termOf),
    ...more,
    breaking: isBreaking,
  };
}

const termOf = (value: Value): Record<string, string> => {
  if (value.termType === 'NamedNode') return { iri: value.value };
  return { value: value.value, ...(value.language !== '' && { language: value.language }) };
};
