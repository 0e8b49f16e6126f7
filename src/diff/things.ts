import type { Change, Kind, Value } from './change.js';
import { codesOf } from './codes.js';
import { type Findings, tell, tellOthers } from './findings.js';
import type { Said } from './statement.js';
import type { Subject } from './subjects.js';
import { irisOf, languageOf, readValue, says, textOf, valuesOf, without } from './values.js';
import { altLabel, broader, deprecated, inScheme, isReplacedBy, names, notation, type } from './vocabulary.js';

/** Concepts, sources, schemes: whatever is described and is neither a link nor a figure. */

const named = new Set(names);

/** Whether a side describes the thing; what only stands in its memory, retired without a class, is described too. */
const isThere = (said: Said[]): boolean => says(said, type) || textOf(said, deprecated) === 'true';

const isRetired = (said: Said[]): boolean => textOf(said, deprecated) === 'true';

/** Tells what became of a thing. */
export function interpretThing(subject: Subject, findings: Findings): void {
  const { iri, before, after } = subject;
  const [was, is] = [isThere(before), isThere(after)];
  const change = { subject: iri, before: [], after: [] };
  if (was || is) noteCodes(subject, was && is, findings);
  if (was && is) tellDifferences(subject, findings);
  else if (is) tell(findings, { ...change, kind: 'added', after: nameValues(after) });
  else if (was) {
    findings.removed.push({ change: { ...change, kind: 'removed', before: nameValues(before) }, says: after });
  } else tellOthers(findings, without(before, after), without(after, before));
}

/** Tells what is otherwise in a thing that goes on. */
function tellDifferences({ iri, before, after }: Subject, findings: Findings): void {
  const [gone, come] = [without(before, after), without(after, before)];
  const note = (kind: Kind, more: Partial<Change> = {}): void =>
    tell(findings, { kind, subject: iri, before: [], after: [], ...more });
  const isRetiring = !isRetired(before) && isRetired(after);
  if (isRetiring) findings.retired.push(iri);
  if (isRetired(before) && !isRetired(after)) note('unretired');
  for (const pair of renamings(gone, come)) note('relabelled', pair);
  const [from, to] = [valuesOf(gone, broader), valuesOf(come, broader)];
  // what is retired leaves its place too
  if (to.length > 0 || (from.length > 0 && !isRetiring)) note('moved', { before: from, after: to });
  const own = new Set([...names, broader, notation, deprecated, ...(isRetiring ? [isReplacedBy] : [])]);
  const rest = (some: Said[]): Said[] => some.filter(({ property }) => !own.has(property));
  tellOthers(findings, rest(gone), rest(come));
}

const nameValues = (said: Said[]): Value[] => {
  const property = names.find((one) => says(said, one));
  return property === undefined ? [] : valuesOf(said, property);
};

type Renaming = Pick<Change, 'before' | 'after' | 'aspect'>;

/** What was called otherwise: one for each property and language. */
function renamings(gone: Said[], come: Said[]): Renaming[] {
  const byPlace = new Map<string, Renaming>();
  for (const [side, said] of [
    ['before', gone],
    ['after', come],
  ] as const)
    for (const { property, value } of said.filter((one) => named.has(one.property))) {
      const name = readValue(value);
      const place = `${names.indexOf(property)} ${languageOf(name)}`;
      const isBeside = property === altLabel;
      const known = byPlace.get(place) ?? { before: [], after: [], ...(isBeside && { aspect: 'alternative' }) };
      byPlace.set(place, known);
      known[side].push(name);
    }
  return [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

/** Codes are told when it is known who else has them. */
function noteCodes({ iri, before, after }: Subject, goesOn: boolean, { codes }: Findings): void {
  const [had, has] = [codesOf(before), codesOf(after)];
  const [lost, gained] = [had.filter((code) => !has.includes(code)), has.filter((code) => !had.includes(code))];
  const holder = (said: Said[], code: string) => ({ subject: iri, code, scheme: schemeOf(said), says: after });
  codes.lost.push(...lost.map((code) => holder(before, code)));
  codes.gained.push(...gained.map((code) => holder(after, code)));
  const isRetiring = !isRetired(before) && isRetired(after);
  if (goesOn && lost.length + gained.length > 0 && !(isRetiring && gained.length === 0))
    codes.recoded.push({ subject: iri, before: lost, after: gained });
}

const schemeOf = (said: Said[]): string => irisOf(said, inScheme).join(' ');
