import { clip, grouped, type Place, type Problem } from '../problem.js';
import { boundaryAfter, boundaryBefore } from '../text/characters.js';
import type { Change, ChangeSet } from './changes.js';
import { languageOf, terms, type Value } from './statements.js';

/** The sentence that tells a change. */
export function sentence(change: Change, nameOf: ChangeSet['nameOf']): string {
  const { subject, before, after, aspect, others = [], count = 0, largest = [] } = change;
  const thing = nameOf(subject);
  const valueText = (value: Value): string =>
    value.termType === 'NamedNode' ? nameOf(value.value) : `“${clip(value.value)}”`;
  const list = (values: Value[]): string => values.map(valueText).join(', ');
  const codes = (values: Value[]): string => values.map(({ value }) => clip(value)).join(', ');
  const inBrackets = (values: Value[]): string => (values.length === 0 ? '' : ` (${list(values)})`);
  const other = others.map(nameOf).join(', ');
  const link = others.map(nameOf).join(' → ');
  const successor = others.length > 0 ? `; ${other} takes its place` : '';
  const figures = `${grouped(count)} ${count === 1 ? 'figure' : 'figures'} of ${thing}`;
  const are = count === 1 ? 'is' : 'are';
  switch (change.kind) {
    case 'added':
      return `${thing} is new.`;
    case 'retired':
      return `${thing} is retired${successor}.`;
    case 'unretired':
      return `${thing} was retired and is in use again.`;
    case 'removed':
      return `${thing} is not described any more${successor}.`;
    case 'relabelled':
      return renaming(change, thing);
    case 'moved':
      if (before.length === 0) return `${thing} stands under ${list(after)} too.`;
      if (after.length === 0) return `${thing} stands no more under ${list(before)}.`;
      return `${thing} stands under ${list(after)}, and no more under ${list(before)}.`;
    case 'recoded':
      if (before.length === 0) return `${thing} has the code ${codes(after)} too.`;
      if (after.length === 0) return `${thing} has the code ${codes(before)} no more.`;
      return `${thing} has the code ${codes(after)}, and no more ${codes(before)}.`;
    case 'code-passed-on':
      return `${codes(after)} stands for ${thing} now, which takes the place of ${other}.`;
    case 'code-reused':
      return `${codes(after)} stands for ${thing} now; it stood for ${other}, which is something else.`;
    case 'link-added':
      return `A new link: ${link}${inBrackets(after)}.`;
    case 'link-removed':
      return `A link is gone: ${link}${inBrackets(before)}.`;
    case 'link-changed':
      return `The ${aspect} of the link ${link} was ${list(before) || 'empty'} and is ${list(after) || 'empty'}.`;
    case 'figures-added':
      return `${figures} ${are} new.`;
    case 'figures-removed':
      return `${figures} ${are} gone.`;
    case 'figures-revised': {
      const revisions = largest.map(({ area, time, before, after }) => {
        const where = area === undefined ? '' : `${nameOf(area)}, `;
        return `${where}${clip(time)}: ${clip(before)} → ${clip(after)}`;
      });
      const which = count > largest.length ? ', most of all ' : ': ';
      return `${figures} ${are} revised${which}${revisions.join('; ')}.`;
    }
  }
}

function renaming({ before, after, aspect }: Change, thing: string): string {
  const language = languageOf(after[0] ?? (before[0] as Value));
  const where = language === '' ? '' : ` in ${language}`;
  const [was, is] = contrasted(before, after);
  if (aspect === 'alternative') {
    if (was === '') return `${thing} has an alternative name${where} now: ${is}.`;
    if (is === '') return `${thing} has lost an alternative name${where}: ${was}.`;
    return `${thing} has the alternative name ${is}${where}, and no more ${was}.`;
  }
  if (was === '') return `${thing} has a name${where} now: ${is}.`;
  if (after.some(({ value }) => thing.endsWith(` “${value}”`))) return `${thing} was called ${was}${where}.`;
  if (is === '') return `${thing} has lost its name${where}: ${was}.`;
  return `${thing} is called ${is}${where}, and no more ${was}.`;
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
    where: placeOf({ focus: subject, path: terms.notation, value: code }),
    fix: 'give the thing another code, name it as the successor, or say of the older one that the code is its former one',
  };
}
