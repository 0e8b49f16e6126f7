import { PROBLEM_LIMIT } from '../problem.js';
import type { Roles } from '../roles/roles.js';
import { addCount } from '../text/order.js';
import kinds from './kinds.json' with { type: 'json' };
import { differences, type Statement, type Subject, type Value } from './statements.js';

export type Kind = keyof typeof kinds;
/** Kinds of change, in the order in which they are reported. */
export const kindNames = Object.keys(kinds) as Kind[];

/** What changed in a link. */
export type Aspect = 'status' | 'source' | 'note';

/** One change. */
export interface Change {
  kind: Kind;
  subject: string; // IRI
  before: Value[]; // values that were removed
  after: Value[]; // values that were added
  aspect?: Aspect | 'alternative'; // of a link; "alternative" for alternative names
  others?: string[]; // IRIs of other resources: ends of a link, previous owners of a code, successors
  count?: number; // number of figures of the subject
  largest?: Revision[]; // the largest changes, at most 5
  isBreaking?: boolean; // breaks references to published IRIs or codes
}

/** Change of a figure. */
export interface Revision {
  figure: string; // IRI
  area?: string; // IRI
  time: string;
  before: string;
  after: string;
}

/** Changed statements of a property that no kind of change covers. */
export interface OtherStatements {
  property: string;
  added: number;
  removed: number;
  derived?: true; // the statements are derived by rules
}

/** Name and version of a side in the output. */
export interface Described {
  name: string;
  version?: string; // according to the data set
  nameless: number;
}

/** All changes between two sides. */
export interface ChangeSet {
  from: Described;
  to: Described;
  counts: Map<Kind, number>; // number of changes of each kind
  changes: Change[]; // at most `PROBLEM_LIMIT` per kind, plus all of `breaking`, sorted by kind and subject
  others: OtherStatements[];
  breaking: Change[]; // breaking changes of any kind, at most `PROBLEM_LIMIT`
  breakingCount: number;
  prefixes: Record<string, string>;
  wording: Wording;
}

/** The words of a project in sentences. */
export interface Wording {
  nameOf(iri: string): string; // "C170602 “Fixed broadband subscriptions …”"
  languages: readonly string[]; // of names whose language is not mentioned
  nameOfAspect(aspect: Aspect): string;
}

/** A resource with a former code. */
export interface FormerHolder {
  subject: string;
  code: string; // "16.2.2"
  scheme: string; // codes are unique within a scheme
}

/** A resource that gained or lost a code. */
export interface CodeHolder extends FormerHolder {
  says: Statement[]; // statements about the resource on the newer side
}

/** Number of changed figures in a series. */
export interface SeriesTally {
  added: number;
  removed: number;
  revised: number;
  largest: (Revision & { by: number })[];
}

const listedFigures = 5;

/** Counts a revision, and keeps it if it is one of the largest. */
export function keepLargest(tally: SeriesTally, revision: SeriesTally['largest'][number]): void {
  tally.revised++;
  tally.largest.push(revision);
  tally.largest.sort((a, b) => b.by - a.by);
  tally.largest.splice(listedFigures);
}

/** Returns the distance of two values: 0 if only the spelling differs, the maximum if one is not a number. */
export function distanceOf(from: string, to: string): number {
  const distance = Math.abs(Number(to) - Number(from));
  if (from === to) return 0;
  return Number.isNaN(distance) || from === '' || to === '' ? Number.MAX_VALUE : distance;
}

/** Findings of a comparison. Some changes can only be reported when all subjects are known. */
export const createFindings = (roles: Roles) => ({
  roles,
  counts: new Map<Kind, number>(),
  changes: [] as Change[], // at most `PROBLEM_LIMIT` per kind, and as many breaking ones
  retired: [] as string[], // IRIs
  removed: [] as { change: Change; says: Statement[] }[],
  links: { removed: [] as Subject[], added: [] as Subject[] },
  linked: new Set<string>(), // properties of changed links, whose plain statements are derived
  codes: {
    lost: [] as CodeHolder[],
    gained: [] as CodeHolder[],
    recoded: [] as { subject: string; before: string[]; after: string[] }[], // resources whose codes changed
  },
  figures: new Map<string, SeriesTally>(), // by IRI of the series
  seriesInFiles: new Set<string>(), // whose figures are compared as rows of files, not as statements
  others: new Map<string, OtherStatements>(), // by property
  breaking: 0, // number of breaking changes
});

export type Findings = ReturnType<typeof createFindings>;

/** Counts a change, and keeps it unless its list is full. Breaking changes have a separate list. */
export function addChange(findings: Findings, change: Change): void {
  const count = addCount(findings.counts, change.kind);
  if (change.isBreaking) findings.breaking++;
  if (count <= PROBLEM_LIMIT || (change.isBreaking && findings.breaking <= PROBLEM_LIMIT))
    findings.changes.push(change);
}

/** Counts changed statements that no kind of change covers, except some properties. */
export function countOthers({ others }: Findings, { before, after }: Subject, omitted = new Set<string>()): void {
  const count = (property: string, what: 'removed' | 'added'): void => {
    const known = others.get(property) ?? { property, added: 0, removed: 0 };
    known[what]++;
    others.set(property, known);
  };
  const { gone, come } = differences(before, after);
  for (const { property } of gone) if (!omitted.has(property)) count(property, 'removed');
  for (const { property } of come) if (!omitted.has(property)) count(property, 'added');
}
