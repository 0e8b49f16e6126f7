import { DataFactory } from 'n3';
import { groupBy } from '../text/order.js';
import { addChange, type Change, type CodeHolder, countOthers, type Findings, type FormerHolder } from './changes.js';
import type { Successions } from './look-up.js';
import {
  differences,
  irisOf,
  languageOf,
  nameProperties,
  readValue,
  type Statement,
  type Subject,
  says,
  terms,
  textOf,
  type Value,
  valuesOf,
} from './statements.js';

/** Changes of concepts, sources, schemes and other resources, except links and figures. */

const { literal } = DataFactory;

const isRetired = (statements: Statement[]): boolean => textOf(statements, terms.deprecated) === 'true';

/** True if a side describes the resource. A retired resource without a class counts too. */
const isThere = (statements: Statement[]): boolean => says(statements, terms.type) || isRetired(statements);

/** Reports how a resource changed. */
export function interpretThing(subject: Subject, findings: Findings): void {
  const { iri, before, after } = subject;
  const [was, is] = [isThere(before), isThere(after)];
  const change = { subject: iri, before: [], after: [] };
  if (was || is) noteCodes(subject, was && is, findings);
  if (was && is) reportDifferences(subject, findings);
  else if (is) addChange(findings, { ...change, kind: 'added', after: nameValues(after) });
  else if (was)
    findings.removed.push({ change: { ...change, kind: 'removed', before: nameValues(before) }, says: after });
  else countOthers(findings, subject);
}

/** Reports the differences of a resource that exists on both sides. */
function reportDifferences(subject: Subject, findings: Findings): void {
  const { iri, before, after } = subject;
  const { gone, come } = differences(before, after);
  const note = (kind: Change['kind'], more: Partial<Change> = {}): void =>
    addChange(findings, { kind, subject: iri, before: [], after: [], ...more });
  const isRetiring = !isRetired(before) && isRetired(after);
  if (isRetiring) findings.retired.push(iri);
  if (isRetired(before) && !isRetired(after)) note('unretired');
  for (const pair of renamings(gone, come)) note('relabelled', pair);
  const [from, to] = [valuesOf(gone, terms.broader), valuesOf(come, terms.broader)];
  // retired resources also leave their place in the hierarchy
  if (to.length > 0 || (from.length > 0 && !isRetiring)) note('moved', { before: from, after: to });
  const own = new Set([...nameProperties, terms.broader, terms.notation, terms.deprecated]);
  if (isRetiring) for (const one of findings.roles.parts.Successor) own.add(one);
  countOthers(findings, subject, own);
}

function nameValues(statements: Statement[]): Value[] {
  const property = nameProperties.find((one) => says(statements, one));
  return property === undefined ? [] : valuesOf(statements, property);
}

type Renaming = Pick<Change, 'before' | 'after' | 'aspect'>;

/** Returns changed names, by property and language. */
function renamings(gone: Statement[], come: Statement[]): Renaming[] {
  const byPlace = new Map<string, Renaming>();
  const note = (side: 'before' | 'after', { property, value }: Statement): void => {
    const rank = nameProperties.indexOf(property);
    if (rank < 0) return;
    const name = readValue(value);
    const place = `${rank} ${languageOf(name)}`;
    const isAlternative = property === terms.altLabel;
    const known = byPlace.get(place) ?? { before: [], after: [], ...(isAlternative && { aspect: 'alternative' }) };
    byPlace.set(place, known);
    known[side].push(name);
  };
  for (const one of gone) note('before', one);
  for (const one of come) note('after', one);
  return [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

/** Removes leading zeros of numbers in a code: "16.02.02" → "16.2.2". */
const unpadded = (code: string): string => code.replace(/(?<![0-9A-Za-z])0+(?=[0-9])/g, '');

/** Returns the codes of a resource. Omits the padded spelling of a code. */
function codesOf(statements: Statement[]): string[] {
  const codes = valuesOf(statements, terms.notation).map(({ value }) => value);
  return codes.filter((code) => unpadded(code) === code || !codes.includes(unpadded(code)));
}

/** Notes changed codes. They are reported when all owners are known. */
function noteCodes({ iri, before, after }: Subject, isKept: boolean, { codes }: Findings): void {
  const [had, has] = [codesOf(before), codesOf(after)];
  const [lost, gained] = [had.filter((code) => !has.includes(code)), has.filter((code) => !had.includes(code))];
  const holder = (side: Statement[], code: string): CodeHolder => ({
    subject: iri,
    code,
    scheme: irisOf(side, terms.inScheme).join(' '),
    says: after,
  });
  codes.lost.push(...lost.map((code) => holder(before, code)));
  codes.gained.push(...gained.map((code) => holder(after, code)));
  const isRetiring = !isRetired(before) && isRetired(after);
  if (isKept && lost.length + gained.length > 0 && !(isRetiring && gained.length === 0))
    codes.recoded.push({ subject: iri, before: lost, after: gained });
}

/** Reports codes that have a new owner, and resources with changed codes. */
export function reportCodes(findings: Findings, formerHolders: FormerHolder[], successions: Successions): void {
  const keyOf = ({ scheme, code }: CodeHolder): string => `${scheme}\n${code}`;
  const lost = groupBy(findings.codes.lost, keyOf);
  const reported = new Set<string>();
  for (const gained of findings.codes.gained) {
    const { subject, code, scheme } = gained;
    const losers = (lost.get(keyOf(gained)) ?? []).filter((one) => one.subject !== subject);
    // a resource without a scheme could have been in this one
    const former = formerHolders
      .filter((one) => one.code === code && (one.scheme === scheme || one.scheme === '') && one.subject !== subject)
      .map((one) => one.subject);
    const before = losers.length > 0 ? losers.map((one) => one.subject) : former;
    if (before.length === 0) continue;
    const passedOn = before.filter((old) => successions.comesAfter(subject, old));
    const isPassedOn = passedOn.length > 0;
    const isAcknowledged = losers.every((one) => acknowledges(one, findings) || former.includes(one.subject));
    reported.add(`${subject} ${code}`);
    addChange(findings, {
      kind: isPassedOn ? 'code-passed-on' : 'code-reused',
      subject,
      before: [],
      after: [literal(code)],
      others: isPassedOn ? passedOn : before,
      ...(!isPassedOn && !isAcknowledged && { isBreaking: true }),
    });
  }
  const literals = (codes: string[]): Value[] => codes.map((code) => literal(code));
  for (const { subject, before, after } of findings.codes.recoded) {
    if (before.length === 0 && after.every((code) => reported.has(`${subject} ${code}`))) continue;
    addChange(findings, { kind: 'recoded', subject, before: literals(before), after: literals(after) });
  }
}

/** True if the former owner records in a former code or change note that it lost the code. */
const acknowledges = ({ says: own, code }: CodeHolder, { roles }: Findings): boolean =>
  valuesOf(own, ...roles.parts.FormerCode).some(({ value }) => value === code) ||
  valuesOf(own, terms.changeNote).some(({ value }) => words(value).includes(code));

/** Splits a note into words without punctuation. */
const words = (note: string): string[] =>
  note.split(/\s+/).map((word) => word.replace(/^[("“]+|(?<![.,;:)"”])[.,;:)"”]+$/g, ''));

/** Reports retired and removed resources. A removal is not breaking if there is a successor or a change note. */
export function reportRetiredAndRemoved(findings: Findings, { lastOf }: Successions): void {
  for (const subject of findings.retired)
    addChange(findings, { kind: 'retired', subject, before: [], after: [], others: lastOf(subject) });
  for (const { change, says: own } of findings.removed) {
    const others = lastOf(change.subject);
    const isExplained = others.length > 0 || says(own, terms.changeNote);
    addChange(findings, { ...change, others, ...(!isExplained && { isBreaking: true }) });
  }
}
