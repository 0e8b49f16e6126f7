import { textOf } from '../bytes.js';
import type { Aspect } from '../diff/changes.js';
import type { Source } from '../publish/publish.js';

/** The part of `changes.json` that the page of changes shows. */
export interface Changes {
  from: { name: string; version?: string }; // the version from the metadata of the data set
  to: Changes['from'];
  unchanged: boolean;
  counts: Readonly<Record<string, number>>; // by kind, in the order of the page; unlisted changes are counted too
  changes: Change[];
  otherStatements: { property: string; added: number; removed: number; derived?: true }[];
}

/** One change of a resource, or of `count` figures of a series. */
export interface Change {
  kind: string;
  subject: string; // an IRI; "" for figures without a series
  aspect?: Aspect | 'alternative'; // of a link; "alternative" for alternative names
  before: ChangedValue[];
  after: ChangedValue[];
  others?: string[]; // IRIs of other resources in this change
  count?: number; // of changed figures
  largest?: Revision[]; // the largest changes of figures
}

/** An old or new value: a resource or a text. */
export type ChangedValue = { iri: string } | { value: string; language?: string };

/** A figure with its old and new value. */
export interface Revision {
  area?: string; // an IRI
  time: string;
  before: string;
  after: string;
}

/** The files of a release that contain its changes. */
export const changesFiles = ['changes.md', 'changes.json'];

/** The changes since the previous release; undefined if there was no comparison. */
export function changesIn({ copies }: Source): Changes | undefined {
  const copy = copies.find(({ file }) => file === 'changes.json');
  return copy && JSON.parse(textOf(copy.bytes));
}
