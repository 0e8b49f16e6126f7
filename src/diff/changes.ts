import { PROBLEM_LIMIT } from '../problem.js';
import { addCount } from '../text/order.js';
import kinds from './kinds.json' with { type: 'json' };
import { differences, type Statement, type Subject, type Value } from './statements.js';

export type Kind = keyof typeof kinds;
/** The kinds of change, in the order in which a reader would ask for them. */
export const kindNames = Object.keys(kinds) as Kind[];

/** One change, as a reader would tell of it. */
export interface Change {
  kind: Kind;
  subject: string; // the IRI of what it is about
  before: Value[]; // what was so and is no more
  after: Value[]; // what is so now
  aspect?: 'status' | 'source' | 'note' | 'alternative'; // of a link; or of a name, that it stands beside another
  others?: string[]; // IRIs of who else takes part: ends of a link, who had a code before, who takes the place
  count?: number; // it stands for so many figures of the subject
  largest?: Revision[]; // of those the largest changes, at most five
  isBreaking?: boolean; // what others have built on it leads nowhere now, or elsewhere
}

/** What became of a figure. */
export interface Revision {
  figure: string; // its IRI
  area?: string; // an IRI
  time: string;
  before: string;
  after: string;
}

/** What is said otherwise and is no change of the kinds above. */
export interface OtherStatements {
  property: string;
  added: number;
  removed: number;
  derived?: true; // rules alone make such statements: they follow from others
}

/** One of the two that were compared. */
export interface Described {
  name: string;
  version?: string; // as the data set itself says
  nameless: number;
}

/** All that changed between two sides. */
export interface ChangeSet {
  from: Described;
  to: Described;
  counts: Map<Kind, number>; // how many there are of each kind that there is
  changes: Change[]; // of each kind at most `PROBLEM_LIMIT`, and all of `breaking`, in the order of kinds and subjects
  others: OtherStatements[];
  breaking: Change[]; // those that break what others built on, of whatever kind, at most `PROBLEM_LIMIT`
  breakingCount: number;
  nameOf(iri: string): string; // "C170602 “Fixed broadband subscriptions …”"
}

/** A thing that says of itself that it had a code. */
export interface FormerHolder {
  subject: string;
  code: string; // "16.2.2"
  scheme: string; // a code is one code inside one scheme
}

/** A thing that has a code on one side and not on the other. */
export interface CodeHolder extends FormerHolder {
  says: Statement[]; // what the newer side says of the thing
}

/** The figures of one series. */
export interface SeriesTally {
  added: number;
  removed: number;
  revised: number;
  largest: (Revision & { by: number })[];
}

/** What is found, subject by subject; what can be told only when all is known waits here. */
export const createFindings = () => ({
  counts: new Map<Kind, number>(),
  changes: [] as Change[], // of each kind at most `PROBLEM_LIMIT`, and at most as many that break what others built on
  retired: [] as string[], // IRIs
  removed: [] as { change: Change; says: Statement[] }[],
  links: { removed: [] as Subject[], added: [] as Subject[] },
  linked: new Set<string>(), // properties that links which changed say of their ends: plain statements follow from them
  codes: {
    lost: [] as CodeHolder[],
    gained: [] as CodeHolder[],
    recoded: [] as { subject: string; before: string[]; after: string[] }[], // things that go on with other codes
  },
  figures: new Map<string, SeriesTally>(), // by the IRI of the series
  others: new Map<string, OtherStatements>(), // by property
  breaking: 0, // how many changes break what others built on
});

export type Findings = ReturnType<typeof createFindings>;

/** Counts a change, and keeps it when the list of its kind is not full; what breaks has a list of its own to fill. */
export function tell(findings: Findings, change: Change): void {
  const count = addCount(findings.counts, change.kind);
  if (change.isBreaking) findings.breaking++;
  if (count <= PROBLEM_LIMIT || (change.isBreaking && findings.breaking <= PROBLEM_LIMIT))
    findings.changes.push(change);
}

/** Counts statements that no kind of change speaks of: all that differ but those with some properties. */
export function tellOthers({ others }: Findings, { before, after }: Subject, omitted = new Set<string>()): void {
  const count = (property: string, what: 'removed' | 'added'): void => {
    const known = others.get(property) ?? { property, added: 0, removed: 0 };
    known[what]++;
    others.set(property, known);
  };
  const { gone, come } = differences(before, after);
  for (const { property } of gone) if (!omitted.has(property)) count(property, 'removed');
  for (const { property } of come) if (!omitted.has(property)) count(property, 'added');
}
