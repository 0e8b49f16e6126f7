import { jsonLdDocument, nodesOf } from '../publish/formats/jsonld.js';
import { turtleWriter } from '../publish/formats/turtle.js';
import { type Page, shardList } from '../publish/release-files.js';
import { compareCodePoints } from '../text/order.js';
import { rowsAbout } from './connected.js';
import { relativeLink } from './paths.js';
import { perSite, type Site } from './view.js';

/** The JSON-LD context of all data files. */
const contextFile = 'context.jsonld';

/** A Turtle file and a JSON-LD file for each resource, shared by all languages. */
export async function* thingData(site: Site): AsyncGenerator<Page> {
  const { graph, release, prefixes } = site;
  yield { file: contextFile, content: `${JSON.stringify({ '@context': release.context }, null, 1)}\n` };
  if (site.isLarge) return yield* shardFiles(site);
  // Compacting all nodes together is many times faster than one at a time.
  const rows = new Set(graph.things.flatMap((thing) => rowsAbout(site, thing)));
  const rowNodes = await nodesOf(
    [...rows].flatMap((row) => graph.quadsOf(row)),
    release.context,
  );
  const things = graph.things.flatMap((thing) => graph.quadsOf(thing));
  const nodes = await nodesOf(things, release.context, graph.quadsOf);
  const { head, blocks } = turtleWriter(prefixes);
  for (const thing of graph.things) {
    const path = graph.pathOf(thing) as string;
    const own = subjectsOf(site, thing);
    yield { file: `${path}.ttl`, content: head + blocks(own.flatMap((subject) => graph.quadsOf(subject))) };
    const file = `${path}.jsonld`;
    yield {
      file,
      content: jsonLd(
        site,
        file,
        own.map((subject) => (subject === thing ? nodes : rowNodes).get(subject) ?? ''),
      ),
    };
  }
}

function jsonLd(site: Site, file: string, nodes: readonly string[]): string {
  // With an absolute URL, a saved copy of the file still finds its context.
  const context = site.address === undefined ? relativeLink(file, contextFile) : `${site.address}${contextFile}`;
  return jsonLdDocument(context, nodes);
}

/** The subjects of a data file: the resource and the rows that connect it. */
const subjectsOf = (site: Site, thing: string): string[] => [thing, ...rowsAbout(site, thing)];

/** The number of things in a data file of a large site. */
const thingsPerFile = 300;

/** The things of a large site by data file, sorted by path, and the file of each path. */
const shardsOf = perSite(({ graph }) => {
  const paths = graph.things
    .map((thing) => ({ thing, path: graph.pathOf(thing) as string }))
    .sort((a, b) => compareCodePoints(a.path, b.path));
  const shards = Array.from({ length: Math.ceil(paths.length / thingsPerFile) }, (_, at) =>
    paths.slice(at * thingsPerFile, (at + 1) * thingsPerFile),
  );
  const nameOf = (at: number): string => `data/shards/${at + 1}`;
  return {
    shards: shards.map((all, at) => ({
      name: nameOf(at),
      from: all[0]?.path ?? '',
      things: all.map(({ thing }) => thing),
    })),
    nameByPath: new Map(paths.map(({ path }, at) => [path, nameOf(Math.floor(at / thingsPerFile))])),
  };
});

/** The path of the data files about the thing with a page, without extension. */
export const dataPath = (site: Site, path: string): string =>
  site.isLarge ? (shardsOf(site).nameByPath.get(path) ?? path) : path;

/** The data files of a large site, and a list of them with the first path in each. */
async function* shardFiles(site: Site): AsyncGenerator<Page> {
  const { graph, prefixes, release } = site;
  const { shards } = shardsOf(site);
  yield { file: shardList, content: `${JSON.stringify(shards.map(({ name, from }) => [from, name]))}\n` };
  for (const { name, things } of shards) {
    const subjects = [...new Set(things.flatMap((thing) => subjectsOf(site, thing)))];
    const quads = subjects.flatMap((subject) => graph.quadsOf(subject));
    const { head, blocks } = turtleWriter(prefixes);
    yield { file: `${name}.ttl`, content: head + blocks(quads) };
    const nodes = await nodesOf(quads, release.context);
    const file = `${name}.jsonld`;
    yield {
      file,
      content: jsonLd(
        site,
        file,
        subjects.map((subject) => nodes.get(subject) ?? ''),
      ),
    };
  }
}
