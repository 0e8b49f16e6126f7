import type { Quad } from 'n3';
import { nodesOf } from '../publish/jsonld.js';
import { turtleWriter } from '../publish/turtle.js';
import { rowsAbout } from './claims.js';
import { relativeLink } from './paths.js';
import type { Site } from './site-model.js';

/** Where the names that the JSON-LD files use are explained, for all of them. */
const contextFile = 'context.jsonld';

/** The statements of a page: those about the thing, and those of the rows that connect it. */
function* statementsOf({ graph }: Site, thing: string): Generator<Quad> {
  for (const subject of [thing, ...rowsAbout(graph, thing)]) yield* graph.quadsOf(subject);
}

/** The data beside the pages: for each thing a file in Turtle and one in JSON-LD, once for all languages. */
export async function* thingData(site: Site): AsyncGenerator<{ file: string; content: string }> {
  yield { file: contextFile, content: `${JSON.stringify({ '@context': site.release.context }, null, 1)}\n` };
  const nodes = await nodesById(site);
  const { head, blocks } = turtleWriter(site.prefixes);
  for (const thing of site.graph.things) {
    const path = site.graph.pathOf(thing) as string;
    yield { file: `${path}.ttl`, content: head + blocks(statementsOf(site, thing)) };
    const file = `${path}.jsonld`;
    const own = [thing, ...rowsAbout(site.graph, thing)].map((subject) => nodes.get(subject));
    const context = JSON.stringify(contextOf(site, file));
    yield { file, content: `{\n"@context": ${context},\n"@graph": [\n${own.join(',\n')}\n]\n}\n` };
  }
}

/** Whole where the address of the site is known, for then a file that was saved elsewhere can be read too. */
const contextOf = ({ address }: Site, file: string): string =>
  address === undefined ? relativeLink(file, contextFile) : `${address}${contextFile}`;

/** Each thing and row as a line of JSON; compacted together, which is many times quicker than one by one. */
async function nodesById(site: Site): Promise<Map<string, string>> {
  const { graph } = site;
  const subjects = new Set(graph.things.flatMap((thing) => [thing, ...rowsAbout(graph, thing)]));
  const quads = [...subjects].flatMap((subject) => graph.quadsOf(subject));
  return nodesOf(quads, site.release.context);
}
