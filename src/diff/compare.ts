import { clip } from '../problem.js';
import { type Change, type ChangeSet, type Described, kindNames, type OtherStatements } from './change.js';
import { tellCodes } from './codes.js';
import { interpretFigure, isFigure, tellFigures } from './figures.js';
import { createFindings, type Findings, type FormerHolder, tell } from './findings.js';
import { interpretLink, isLink, tellLinks } from './links.js';
import { type Called, lookUpFormerHolders, lookUpNames } from './look-up.js';
import type { Side } from './side.js';
import { differingSubjects, type Subject } from './subjects.js';
import { lookUpSuccessions, type Successions } from './successions.js';
import { interpretThing } from './things.js';
import { valuesOf } from './values.js';
import { changeNote } from './vocabulary.js';

/** What changed from one side to the other, by meaning. Files are read twice or thrice, and never held in memory. */
export async function compare(from: Side, to: Side): Promise<ChangeSet> {
  const findings = createFindings();
  for (const subject of differingSubjects(from.pieces(), to.pieces())) {
    if (!('unfit' in subject)) interpret(subject, findings);
    else if (subject.unfit === 'from') return compare(await parsed(from), to);
    else return compare(from, await parsed(to));
  }
  tellLinks(findings);
  const formerHolders = lookUpFormerHolders(to, findings.codes.gained);
  const successions = lookUpSuccessions(to, replaceable(findings, formerHolders));
  tellCodes(findings, formerHolders, successions);
  tellRetired(findings, successions);
  tellRemoved(findings, successions);
  tellFigures(findings);
  const changes = findings.changes.sort(byKindAndSubject);
  const mentioned = new Set(changes.flatMap(mentionedIn));
  const after = lookUpNames(to.pieces(), mentioned);
  const before = lookUpNames(from.pieces(), mentioned);
  return {
    from: described(from, before),
    to: described(to, after),
    counts: findings.counts,
    changes,
    others: otherStatements(findings, from, to),
    breaking: changes.filter(({ isBreaking }) => isBreaking),
    breakingCount: findings.breaking,
    nameOf: (iri) => called(iri, after.names.get(iri) ?? before.names.get(iri)),
  };
}

async function parsed({ name, parsed: parse, derived }: Side): Promise<Side> {
  if (!parse) throw new Error(`${name} was sorted and is not in order`);
  return { ...(await parse()), derived };
}

const described = ({ name, nameless }: Side, { version }: Called): Described => ({
  name,
  nameless,
  ...(version !== undefined && { version }),
});

function interpret(subject: Subject, findings: Findings): void {
  const { before, after } = subject;
  if (isFigure(before) || isFigure(after)) interpretFigure(subject, findings);
  else if (isLink(before) || isLink(after)) interpretLink(subject, findings);
  else interpretThing(subject, findings);
}

/** The things whose place others may have taken. */
const replaceable = ({ retired, removed, codes }: Findings, formerHolders: FormerHolder[]): Set<string> =>
  new Set([
    ...retired,
    ...removed.map(({ change }) => change.subject),
    ...(codes.gained.length > 0 ? codes.lost : []).map(({ subject }) => subject),
    ...formerHolders.map(({ subject }) => subject),
  ]);

function tellRetired(findings: Findings, successions: Successions): void {
  for (const subject of findings.retired)
    tell(findings, { kind: 'retired', subject, before: [], after: [], others: successions.lastOf(subject) });
}

/** Tells of what is gone; it breaks nothing when its successor is known, or when a note says why. */
function tellRemoved(findings: Findings, successions: Successions): void {
  for (const { change, says } of findings.removed) {
    const others = successions.lastOf(change.subject);
    const isExplained = others.length > 0 || valuesOf(says, changeNote).length > 0;
    tell(findings, { ...change, others, ...(!isExplained && { isBreaking: true }) });
  }
}

/** By property; of those that only rules make, as far as that is known, it is said. */
function otherStatements({ others, linked }: Findings, from: Side, to: Side): OtherStatements[] {
  const ruled = others.size > 0 ? (to.derived ?? from.derived)?.() : undefined;
  const derived = new Set([...linked, ...(ruled ?? [])]);
  return [...others.values()]
    .sort((a, b) => (a.property < b.property ? -1 : 1))
    .map((one) => (derived.has(one.property) ? { ...one, derived: true } : one));
}

function byKindAndSubject(a: Change, b: Change): number {
  if (a.kind !== b.kind) return kindNames.indexOf(a.kind) - kindNames.indexOf(b.kind);
  return a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0;
}

const mentionedIn = ({ subject, before, after, others = [], largest = [] }: Change): string[] => [
  subject,
  ...others,
  ...[...before, ...after].filter(({ termType }) => termType === 'NamedNode').map(({ value }) => value),
  ...largest.flatMap(({ area }) => area ?? []),
];

/** "C170602 “Fixed broadband subscriptions …”"; a number or letter alone, or a thing without a name, is told with what stands before it. */
function called(iri: string, name: string | undefined): string {
  const [last = iri, before] = iri.split(/[/#]/).filter(Boolean).reverse();
  const isEnough = before === undefined || (name !== undefined && !/^([0-9]+|[a-z])$/.test(last));
  const short = isEnough ? last : `${before}/${last}`;
  return name === undefined ? short : `${short} “${clip(name)}”`;
}
