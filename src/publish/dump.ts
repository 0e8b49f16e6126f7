import type { Quad } from 'n3';

/** Whole subjects that stand beside each other in canonical order, about a hundred statements. */
export interface Run {
  triples: Quad[]; // of all graphs but that of provenance, without duplicates
  /** What `make` makes of this run; where runs are kept, what it made of it for the release before. */
  recall<T>(what: string, make: () => T): T;
}

/** What a dump of triples is written from: the union of the graphs, run by run, so that a writer need not have all in memory. */
export interface Triples {
  runs(): Iterable<Run>;
  context: JsonObject; // the public JSON-LD context; its prefixes serve Turtle and RDF/XML too
  frame: JsonObject | undefined;
}

/** The same with all named graphs. */
export interface QuadRun extends Run {
  quads: Quad[];
}

export interface Dump extends Triples {
  runs(): Iterable<QuadRun>;
}

export type JsonObject = Record<string, unknown>;

/** The prefixes of a JSON-LD context: `"skos": "http://…#"`, but not `"Concept": "skos:Concept"`. */
export function prefixesOf(context: JsonObject): Record<string, string> {
  const isPrefix = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string' && /^[a-z]+:\/\/.*[#/]$/.test(entry[1]);
  return Object.fromEntries(Object.entries(context).filter(isPrefix));
}
