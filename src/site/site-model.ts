import { Parser, type Quad } from 'n3';
import { textOf } from '../bytes.js';
import type { QueryFile } from '../graph/query-file.js';
import { countStatistics, type Statistics } from '../publish/catalogue/statistics.js';
import { prefixesOf } from '../publish/dump.js';
import type { PublishedFile } from '../publish/files.js';
import type { Source } from '../publish/publish.js';
import { type Changes, changesIn } from './changes.js';
import type { Checks } from './checks.js';
import { createIndex, type GraphIndex } from './graph-index.js';
import { type Kind, kindsOf } from './kinds.js';
import { names } from './names.js';

/** What all pages have in common. */
export interface Site {
  graph: GraphIndex;
  vocabulary: GraphIndex; // the ontology: what classes and properties are called
  shapes: GraphIndex; // the form that things must have
  checks: Checks;
  changes: Changes | undefined; // since the release before, where that was named
  examples: QueryFile[]; // the saved queries
  kinds: Kind[];
  places: Map<string, number>; // of each thing among those of its kind
  dataset: string; // the address of the edition as a whole
  statistics: Statistics;
  release: Source;
  files: PublishedFile[]; // of the release, as the manifest will list them
  prefixes: Record<string, string>;
  address: string | undefined; // where the site will stand on the web, when that is known
}

export function createSite(
  release: Source,
  files: PublishedFile[],
  address: string | undefined,
  checks: Checks,
  examples: QueryFile[],
): Site {
  const prefixes = prefixesOf(release.context);
  const graph = createIndex(triplesOf(release), release.base, prefixes);
  const dataset = graph.ofType(names.dataset)[0] ?? release.base;
  const vocabulary = createIndex(ontologyOf(release, false), release.base, prefixes);
  const shapes = createIndex(ontologyOf(release, true), release.base, prefixes);
  const kinds = kindsOf(graph);
  const statistics = countStatistics(release.runs, release.base);
  const places = new Map(kinds.flatMap(({ things }) => things.map((thing, i) => [thing, i] as const)));
  return {
    graph,
    vocabulary,
    shapes,
    checks,
    changes: changesIn(release),
    examples,
    kinds,
    places,
    dataset,
    statistics,
    release,
    files,
    prefixes,
    address,
  };
}

function* triplesOf({ runs }: Source): Generator<Quad> {
  for (const run of runs) yield* run.triples;
}

/** The Turtle files of the ontology, either the shapes or the others: readParts has seen that they can be read. */
function ontologyOf({ copies }: Source, isShapes: boolean): Quad[] {
  return copies
    .filter(
      ({ file }) => file.startsWith('ontology/') && file.endsWith('.ttl') && file.endsWith('shapes.ttl') === isShapes,
    )
    .flatMap(({ bytes }) => new Parser().parse(textOf(bytes)));
}
