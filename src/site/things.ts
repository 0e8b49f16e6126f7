import type { Thing, Things } from '../publish/things.js';
import { iri } from '../rdf/namespaces.js';
import { names } from './names.js';
import type { Site } from './site-model.js';

const replacedBy = iri('dct:isReplacedBy');

/** The things that have pages, for whoever serves the site. */
export const thingsOf = (site: Site): Things =>
  Object.fromEntries(site.graph.things.map((iri) => [site.graph.pathOf(iri) as string, thingOf(site, iri)]));

function thingOf({ graph }: Site, iri: string): Thing {
  const isRetired = graph.objects(iri, names.deprecated).some(({ value }) => value === 'true' || value === '1');
  if (!isRetired) return { iri };
  const successors = graph.links(iri, replacedBy);
  return { iri, retired: true, ...(successors.length > 0 ? { successors } : {}) };
}

/** A thing a line, so that two releases can be compared. */
export const thingsText = (things: Things): string =>
  `{\n${Object.entries(things)
    .map(([path, thing]) => `${JSON.stringify(path)}: ${JSON.stringify(thing)}`)
    .join(',\n')}\n}\n`;
