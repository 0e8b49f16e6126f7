import { textOf } from '../bytes.js';
import type { Source } from '../publish/publish.js';

/** What a release says of the one before in its `changes.json`, as far as the page of changes tells it. */
export interface Changes {
  from: Edition;
  to: Edition;
  unchanged: boolean;
  counts: Readonly<Record<string, number>>; // by kind, in the order of a reader; those beyond the list included
  changes: Change[];
  otherStatements: { property: string; added: number; removed: number; derived?: true }[];
}

interface Edition {
  name: string;
  version?: string; // as the data set itself says
}

export interface Change {
  kind: string;
  subject: string; // an IRI; "" of figures without a series
  sentence: string; // in English
  before: Term[];
  after: Term[];
  others?: string[]; // IRIs of who else takes part
  count?: number; // it stands for so many figures
  largest?: Revision[]; // of those the largest changes
}

type Term = { iri: string } | { value: string };

/** What became of a figure. */
export interface Revision {
  area?: string; // an IRI
  time: string;
  before: string;
  after: string;
}

export const changesFiles = ['changes.md', 'changes.json'];

/** The changes of a release that was held against the one before; undefined of any other. */
export function changesIn({ copies }: Source): Changes | undefined {
  const copy = copies.find(({ file }) => file === 'changes.json');
  return copy && JSON.parse(textOf(copy.bytes));
}
