/** What a thread is asked to do. IRIs are absolute. */
export type Job =
  /** A query that has passed the limits. Without graphs, over the union of all. */
  | {
      kind: 'query';
      text: string;
      mediaType: string;
      defaultGraphs?: string[];
      namedGraphs?: string[];
      isRepeatable: boolean; // it has the same answer each time
    }
  /** A query of our own, over the union of all: its answer is never cut. */
  | { kind: 'own-query'; text: string; mediaType: string }
  /** All statements of one graph, or of the default graph, which is the union. */
  | { kind: 'graph'; graph: string | undefined; mediaType: string }
  /** Statements that are given as Turtle, in another form; in TriG each in the graphs that it is in. */
  | { kind: 'document'; turtle: string; mediaType: string };

/** What came of a job. Nothing else is ever told to a client. */
export type Outcome =
  | { kind: 'answer'; text: string; truncated: boolean }
  | { kind: 'no-such-graph' }
  | { kind: 'wrong-query'; message: string } // the engine refuses it: syntax, unknown prefix
  | { kind: 'timeout' }
  | { kind: 'too-much' } // memory, or a query that kills the engine
  | { kind: 'busy' }; // the queue is full
