import { clip } from '../problem.js';
import { type Change, type ChangeSet, type Described, kindNames } from './change.js';
import { tellCodes } from './codes.js';
import { interpretFigure, isFigure, tellFigures } from './figures.js';
import { createFindings, type Findings, tell } from './findings.js';
import { interpretLink, isLink, tellLinks } from './links.js';
import { type Called, lookUpCodes, lookUpNames } from './look-up.js';
import type { Side } from './side.js';
import { differingSubjects, type Subject } from './subjects.js';
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
  const memory = lookUpCodes(to.pieces(), findings);
  tellCodes(findings, memory);
  tellRemoved(findings, memory.successions);
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
    others: [...findings.others.values()].sort((a, b) => (a.property < b.property ? -1 : 1)),
    breaking: changes.filter(({ isBreaking }) => isBreaking),
    breakingCount: findings.breaking,
    nameOf: (iri) => called(iri, after.names.get(iri) ?? before.names.get(iri)),
  };
}

function parsed(side: Side): Promise<Side> {
  if (side.parsed) return side.parsed();
  throw new Error(`${side.name} was sorted and is not in order`);
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

/** Tells of what is gone; it breaks nothing when its successor is known, or when a note says why. */
function tellRemoved(findings: Findings, successions: Set<string>): void {
  const successors = new Map<string, string[]>();
  for (const [old = '', next = ''] of [...successions].map((pair) => pair.split(' ')))
    successors.set(old, [...(successors.get(old) ?? []), next]);
  for (const { change, says } of findings.removed) {
    const others = [...new Set([...(change.others ?? []), ...(successors.get(change.subject) ?? [])])];
    const isExplained = others.length > 0 || valuesOf(says, changeNote).length > 0;
    tell(findings, { ...change, others, ...(!isExplained && { isBreaking: true }) });
  }
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
