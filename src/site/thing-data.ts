import type { Quad } from 'n3';
import { nodesOf } from '../publish/formats/jsonld.js';
import { turtleWriter } from '../publish/formats/turtle.js';
import { rowsAbout } from './claims.js';
import { relativeLink } from './paths.js';
import type { Site } from './site-model.js';

/** Where the names that the JSON-LD files use are explained, for all of them. */
const contextFile = 'context.jsonld';

/** The data beside the pages: for each thing a file in Turtle and one in JSON-LD, once for all languages. */
export async function* thingData(site: Site): AsyncGenerator<{ file: string; content: string }> {
  const { graph, release, prefixes } = site;
  yield { file: contextFile, content: `${JSON.stringify({ '@context': release.context }, null, 1)}\n` };
  // Compacted together, which is many times quicker than one by one.
  const subjects = new Set(graph.things.flatMap((thing) => subjectsOf(site, thing)));
  const nodes = await nodesOf(
    [...subjects].flatMap((subject) => graph.quadsOf(subject)),
    release.context,
  );
  const { head, blocks } = turtleWriter(prefixes);
  for (const thing of graph.things) {
    const path = graph.pathOf(thing) as string;
    yield { file: `${path}.ttl`, content: head + blocks(statementsOf(site, thing)) };
    const file = `${path}.jsonld`;
    const own = subjectsOf(site, thing).map((subject) => nodes.get(subject));
    const context = JSON.stringify(contextOf(site, file));
    yield { file, content: `{\n"@context": ${context},\n"@graph": [\n${own.join(',\n')}\n]\n}\n` };
  }
}

/** What a page makes statements about: the thing, and the rows that connect it. */
const subjectsOf = ({ graph }: Site, thing: string): string[] => [thing, ...rowsAbout(graph, thing)];

function* statementsOf(site: Site, thing: string): Generator<Quad> {
  for (const subject of subjectsOf(site, thing)) yield* site.graph.quadsOf(subject);
}

/** Whole where the address of the site is known, for then a file that was saved elsewhere can be read too. */
const contextOf = ({ address }: Site, file: string): string =>
  address === undefined ? relativeLink(file, contextFile) : `${address}${contextFile}`;
