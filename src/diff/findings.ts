import { type Change, type Kind, LISTED, type OtherStatements, type Revision } from './change.js';
import type { Said } from './statement.js';
import type { Subject } from './subjects.js';

/** A thing that has a code on one side and not on the other. */
export interface CodeHolder {
  subject: string;
  code: string; // "16.2.2"
  scheme: string; // a code is one code inside one scheme
  says: Said[]; // what the newer side says of the thing
}

/** A thing that says of itself that it had a code. */
export type FormerHolder = Pick<CodeHolder, 'subject' | 'code' | 'scheme'>;

/** What is found, subject by subject; what can be told only when all is known waits here. */
export interface Findings {
  counts: Map<Kind, number>;
  changes: Change[]; // of each kind at most `LISTED`, and at most as many that break what others built on
  retired: string[]; // IRIs
  removed: { change: Change; says: Said[] }[];
  links: { removed: Subject[]; added: Subject[] };
  linked: Set<string>; // properties that links which changed say of their ends: plain statements follow from them
  codes: { lost: CodeHolder[]; gained: CodeHolder[]; recoded: Recoded[] };
  figures: Map<string, SeriesTally>; // by the IRI of the series
  others: Map<string, OtherStatements>; // by property
  breaking: number; // how many changes break what others built on
}

/** A thing that goes on with other codes. */
export interface Recoded {
  subject: string;
  before: string[];
  after: string[];
}

/** The figures of one series. */
export interface SeriesTally {
  added: number;
  removed: number;
  revised: number;
  largest: (Revision & { by: number })[];
}

export const createFindings = (): Findings => ({
  counts: new Map(),
  changes: [],
  retired: [],
  removed: [],
  links: { removed: [], added: [] },
  linked: new Set(),
  codes: { lost: [], gained: [], recoded: [] },
  figures: new Map(),
  others: new Map(),
  breaking: 0,
});

/** Counts a change, and keeps it when the list of its kind is not full; what breaks has a list of its own to fill. */
export function tell(findings: Findings, change: Change): void {
  const count = (findings.counts.get(change.kind) ?? 0) + 1;
  findings.counts.set(change.kind, count);
  if (change.isBreaking) findings.breaking++;
  if (count <= LISTED || (change.isBreaking && findings.breaking <= LISTED)) findings.changes.push(change);
}

/** Counts statements that no kind of change speaks of. */
export function tellOthers(findings: Findings, removed: Said[], added: Said[]): void {
  for (const { property } of removed) tallyOf(findings, property).removed++;
  for (const { property } of added) tallyOf(findings, property).added++;
}

function tallyOf({ others }: Findings, property: string): OtherStatements {
  const known = others.get(property) ?? { property, added: 0, removed: 0 };
  others.set(property, known);
  return known;
}
