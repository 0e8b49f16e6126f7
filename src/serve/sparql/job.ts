import type { NamedDataset, QueryForm } from '../../graph/sparql.js';

/** What a thread is asked to do. IRIs are absolute. */
export type Job =
  /** A query of a stranger, with the media type for each form that it may have; without one the form is not acceptable. */
  | {
      kind: 'query';
      text: string;
      mediaTypes: Partial<Record<QueryForm, string>>;
      dataset: NamedDataset | undefined; // that the request names; undefined: as the query says, else the union of all
    }
  /** A query of our own, over the union of all: its answer is never cut. */
  | { kind: 'own-query'; text: string; mediaType: string }
  /** All statements of one graph, or of the default graph, which is the union. */
  | { kind: 'graph'; graph: string | undefined; mediaType: string }
  /** Statements that are given as Turtle, in another form; in TriG each in the graphs that it is in. */
  | { kind: 'document'; turtle: string; mediaType: string };

/** What came of a job. Nothing else is ever told to a client. */
export type Outcome =
  | { kind: 'answer'; text: string; truncated: boolean; form?: QueryForm; isRepeatable?: boolean } // the last two of queries
  | { kind: 'no-such-graph' }
  | { kind: 'refused'; status: number; message: string } // an update, syntax, limits, what the engine does not take
  | { kind: 'not-acceptable'; form: QueryForm }
  | { kind: 'timeout' }
  | { kind: 'too-much' } // memory, or a query that kills the engine
  | { kind: 'busy' }; // the queue is full

/** Why updates are refused. */
export const onlyReads = 'this endpoint only reads: it answers queries and takes no updates';
