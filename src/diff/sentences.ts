import { clip, grouped, type Place, type Problem, problemOf } from '../problem.js';
import { boundaryAfter, boundaryBefore } from '../text/characters.js';
import { languageName, languageOfReports } from '../text/languages.js';
import { differenceOf } from '../text/nearest.js';
import type { Change, ChangeSet, Revision, Wording } from './changes.js';
import kinds from './kinds.json' with { type: 'json' };
import texts from './messages.json' with { type: 'json' };
import renamings from './renamings.json' with { type: 'json' };
import { languageOf, terms, type Value } from './statements.js';

/** Sentences for a changed value, and for a value that was only added or only removed. */
interface Form {
  sentence: string;
  added?: string;
  removed?: string;
}

/** Writes the sentence of a change. */
export function sentence(change: Change, wording: Wording): string {
  const { nameOf, nameOfAspect } = wording;
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
    code: () => thing.slice(0, thing.indexOf(' “')),
    aspect: () => (aspect === undefined || aspect === 'alternative' ? aspect : nameOfAspect(aspect)),
    before: () => list(before),
    after: () => list(after),
    oldCodes: () => codes(before),
    codes: () => codes(after),
    oldName: () => contrasted(quoted(before), quoted(after))[0],
    newName: () => contrasted(quoted(before), quoted(after))[1],
    language: () => optional('', languageNameOf(after[0] ?? (before[0] as Value)), ' '),
    others: () => others.map(nameOf).join(', '),
    successor: () => optional(' and replaced by ', others.map(nameOf).join(', ')),
    link: () => others.map(nameOf).join(' → '),
    statement: () => optional(' (', list([...before, ...after]), ')'), // status and source of the link
    figures: () =>
      `${grouped(count)} ${count === 1 ? 'figure' : 'figures'} of ${thing} ${count === 1 ? 'was' : 'were'}`,
    revisions: () => (count > largest.length ? '. Largest changes: ' : ': ') + largest.map(revision).join('; '),
  };
  return formOf(change, wording).replace(/\{(\w+)\}/g, (_, name: string) => words[name]?.() ?? '');
}

/** Chooses the sentence. If the thing is shown with its new name, the sentence does not repeat the name. */
function formOf({ kind, subject, before, after, aspect }: Change, wording: Wording): string {
  const form: Form = aspect === 'alternative' ? renamings.alternative : kinds[kind];
  if (before.length === 0) return form.added ?? form.sentence;
  if (form === kinds.relabelled && after.some((name) => isShown(name, subject, wording)))
    return renamings.name.sentence;
  return (after.length === 0 && form.removed) || form.sentence;
}

const isShown = (name: Value, thing: string, { nameOf, languages }: Wording): boolean =>
  languages.includes(languageOf(name)) && nameOf(thing).endsWith(` “${name.value}”`);

const languageNameOf = (name: Value): string => languageName(languageOf(name), languageOfReports);

const context = 30;
const longest = 300;

const quoted = (values: Value[]): string => values.map(({ value }) => `“${value}”`).join(', ');

/** Shortens equal parts of an old and a new name, so that the difference is visible. */
export function contrasted(was: string, is: string): [string, string] {
  if (was === '' || is === '') return [clip(was), clip(is)];
  const { start, end } = differenceOf(was, is);
  const cut = (text: string): string => excerpt(text, start - context, text.length - end + context);
  return [cut(was), cut(is)];
}

/** Cuts a range out of a text at character boundaries, and limits its length. */
function excerpt(text: string, start: number, end: number): string {
  const from = start < 10 ? 0 : boundaryBefore(text, start);
  const to = end > text.length - 10 ? text.length : boundaryAfter(text, end);
  const part = text.slice(from, to);
  const middle = part.length > longest ? `${part.slice(0, boundaryBefore(part, longest))}…` : part;
  return `${from === 0 ? '' : '…'}${middle}${to === text.length ? '' : '…'}`;
}

/** Returns the place of an existing or missing statement. */
export type PlaceOf = (target: { focus: string; path?: string; value?: string }) => Place;

/** Returns the breaking changes that the newer side does not explain, as problems. */
export function breakingProblems(set: ChangeSet, placeOf: PlaceOf = () => ({ file: set.to.name })): Problem[] {
  const problems = set.breaking.map((change) => breakingProblem(change, set, placeOf));
  const beyond = set.breakingCount - problems.length;
  if (beyond === 0) return problems;
  return [...problems, { ...problemOf(texts.moreBreaks, placeOf({ focus: '' }), { beyond }), count: beyond }];
}

function breakingProblem(change: Change, { wording: { nameOf } }: ChangeSet, placeOf: PlaceOf): Problem {
  const { kind, subject, after, others = [] } = change;
  const name = nameOf(subject);
  if (kind === 'removed') return problemOf(texts.gone, placeOf({ focus: subject }), { name, subject });
  const code = after[0]?.value ?? '';
  const where = placeOf({ focus: subject, path: terms.notation, value: code });
  return problemOf(texts.reused, where, { code, name, others: others.map(nameOf).join(', ') });
}
