import type { Literal, NamedNode } from 'n3';

/** In the order in which a reader would ask for them. */
export const kindNames = [
  'added',
  'retired',
  'unretired',
  'removed',
  'relabelled',
  'moved',
  'recoded',
  'code-passed-on',
  'code-reused',
  'link-added',
  'link-removed',
  'link-changed',
  'figures-added',
  'figures-removed',
  'figures-revised',
] as const;

export type Kind = (typeof kindNames)[number];
export type Value = NamedNode | Literal;

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

/** All that changed between two sides. */
export interface ChangeSet {
  from: Described;
  to: Described;
  counts: Map<Kind, number>; // how many there are of each kind that there is
  changes: Change[]; // of each kind at most `LISTED`, and all of `breaking`, in the order of kinds and subjects
  others: OtherStatements[];
  breaking: Change[]; // those that break what others built on, of whatever kind, at most `LISTED`
  breakingCount: number;
  nameOf(iri: string): string; // "C170602 “Fixed broadband subscriptions …”"
}

export interface Described {
  name: string;
  version?: string; // as the data set itself says
  nameless: number;
}

/** How many changes of one kind are listed, and how many of those that break; what lies beyond is counted. */
export const LISTED = 1000;
