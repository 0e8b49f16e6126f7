import { clip, grouped, type Place, type Problem, problemOf } from '../problem.js';
import { boundaryAfter, boundaryBefore } from '../text/characters.js';
import type { Change, ChangeSet, Revision } from './changes.js';
import kinds from './kinds.json' with { type: 'json' };
import texts from './messages.json' with { type: 'json' };
import renamings from './renamings.json' with { type: 'json' };
import { languageOf, terms, type Value } from './statements.js';

/** How a change is told: a sentence for what was one thing and is another, and those for what came or went alone. */
interface Form {
  sentence: string;
  added?: string;
  removed?: string;
}

/** The sentence that tells a change. */
export function sentence(change: Change, nameOf: ChangeSet['nameOf']): string {
  const { subject, before, after, aspect, others = [], count = 0, largest = [] } = change;
  const thing = nameOf(subject);
  const list = (values: Value[]): string =>
    values.map(({ termType, value }) => (termType === 'NamedNode' ? nameOf(value) : `“${clip(value)}”`)).join(', ');
  const codes = (values: Value[]): string => values.map(({ value }) => clip(value)).join(', ');
  const revision = ({ area, time, before, after }: Revision): string =>
    `${area === undefined ? '' : `${nameOf(area)}, `}${clip(time)}: ${clip(before)} → ${clip(after)}`;
  const optional = (lead: string, words: string, end = ''): string => (words === '' ? '' : lead + words + end);
  const words: Record<string, () => string | undefined> = {
    thing: () => thing,
    aspect: () => aspect,
    before: () => list(before),
    after: () => list(after),
    oldCodes: () => codes(before),
    codes: () => codes(after),
    onceCalled: () => contrasted(before, after)[0],
    nowCalled: () => contrasted(before, after)[1],
    language: () => optional(' in ', languageOf(after[0] ?? (before[0] as Value))),
    others: () => others.map(nameOf).join(', '),
    successor: () => optional('; ', others.map(nameOf).join(', '), ' takes its place'),
    link: () => others.map(nameOf).join(' → '),
    statement: () => optional(' (', list([...before, ...after]), ')'), // of a whole link
    figures: () => `${grouped(count)} ${count === 1 ? 'figure' : 'figures'} of ${thing} ${count === 1 ? 'is' : 'are'}`,
    revisions: () => (count > largest.length ? ', most of all ' : ': ') + largest.map(revision).join('; '),
  };
  return formOf(change, thing).replace(/\{(\w+)\}/g, (_, name: string) => words[name]?.() ?? '');
}

/** A thing that is told by its new name already is only said to have had another one. */
function formOf({ kind, before, after, aspect }: Change, thing: string): string {
  const form: Form = aspect === 'alternative' ? renamings.alternative : kinds[kind];
  if (before.length === 0) return form.added ?? form.sentence;
  if (form === kinds.relabelled && after.some(({ value }) => thing.endsWith(` “${value}”`)))
    return renamings.name.sentence;
  return (after.length === 0 && form.removed) || form.sentence;
}

const context = 30;
const longest = 300;

/** Names as they were and are; of long ones what is the same on both sides is cut, so that the difference is seen. */
function contrasted(before: Value[], after: Value[]): [string, string] {
  const quoted = (values: Value[]): string => values.map(({ value }) => `“${value}”`).join(', ');
  const [was, is] = [quoted(before), quoted(after)];
  if (was === '' || is === '') return [clip(was), clip(is)];
  let start = 0;
  while (start < was.length && was[start] === is[start]) start++;
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  const cut = (text: string): string => excerpt(text, start - context, text.length - end + context);
  return [cut(was), cut(is)];
}

/** What stands between two places, or a few characters more where that makes it whole; too much is cut at its end. */
function excerpt(text: string, start: number, end: number): string {
  const from = start < 10 ? 0 : boundaryBefore(text, start);
  const to = end > text.length - 10 ? text.length : boundaryAfter(text, end);
  const part = text.slice(from, to);
  const middle = part.length > longest ? `${part.slice(0, boundaryBefore(part, longest))}…` : part;
  return `${from === 0 ? '' : '…'}${middle}${to === text.length ? '' : '…'}`;
}

/** Where a statement stands, or where it would. */
export type PlaceOf = (target: { focus: string; path?: string; value?: string }) => Place;

/** What breaks for those who built on the older side and is acknowledged nowhere, as problems of the newer one. */
export function breakingProblems(set: ChangeSet, placeOf: PlaceOf = () => ({ file: set.to.name })): Problem[] {
  const problems = set.breaking.map((change) => breakingProblem(change, set, placeOf));
  const beyond = set.breakingCount - problems.length;
  if (beyond === 0) return problems;
  return [...problems, { ...problemOf(texts.moreBreaks, placeOf({ focus: '' }), { beyond }), count: beyond }];
}

function breakingProblem(change: Change, { nameOf }: ChangeSet, placeOf: PlaceOf): Problem {
  const { kind, subject, after, others = [] } = change;
  const name = nameOf(subject);
  if (kind === 'removed') return problemOf(texts.gone, placeOf({ focus: subject }), { name, subject });
  const code = after[0]?.value ?? '';
  const where = placeOf({ focus: subject, path: terms.notation, value: code });
  return problemOf(texts.reused, where, { code, name, others: others.map(nameOf).join(', ') });
}
