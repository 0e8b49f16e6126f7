import type { Quad } from 'n3';

/** What a dump of triples is written from: the union of the graphs, in canonical order and without duplicates. */
export interface Triples {
  /** Runs of about a hundred triples, never cut inside a subject, so that a writer need not have all in memory. */
  runs(): Iterable<Quad[]>;
  context: JsonObject; // the public JSON-LD context; its prefixes serve Turtle and RDF/XML too
  frame: JsonObject | undefined;
}

/** The same with all named graphs. */
export interface Dump extends Triples {
  quads: Quad[];
}

export type JsonObject = Record<string, unknown>;

/** The prefixes of a JSON-LD context: `"skos": "http://…#"`, but not `"Concept": "skos:Concept"`. */
export function prefixesOf(context: JsonObject): Record<string, string> {
  const isPrefix = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string' && /^[a-z]+:\/\/.*[#/]$/.test(entry[1]);
  return Object.fromEntries(Object.entries(context).filter(isPrefix));
}
