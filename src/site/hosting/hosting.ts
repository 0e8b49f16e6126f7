import { type Thing, type Things, thingsFile } from '../../publish/release-files.js';
import { languages } from '../languages.js';
import { agenda } from '../names.js';
import type { Site } from '../site-model.js';
import { apacheRules, nginxRules, type Places, type Rules, redirects } from './server-rules.js';

/**
 * Files for the operators of web servers: the list of things, and rules for servers that answer at their addresses like
 * `gcm serve`, as far as they can.
 */
export function hostingFiles(site: Site): { file: string; content: string }[] {
  const things: Things = Object.fromEntries(
    site.graph.things.map((iri) => [site.graph.pathOf(iri) as string, thingOf(site, iri)]),
  );
  // One thing per line, so that two releases can be compared.
  const lines = Object.entries(things).map(([path, thing]) => `${JSON.stringify(path)}: ${JSON.stringify(thing)}`);
  const rules: Rules = {
    places: placesOf(things),
    base: site.release.base,
    languages,
    vocabularies: vocabulariesIn(site),
  };
  return [
    { file: thingsFile, content: `{\n${lines.join(',\n')}\n}\n` },
    { file: 'hosting/nginx.conf', content: nginxRules(rules) },
    { file: 'hosting/apache.conf', content: apacheRules(rules) },
    { file: 'hosting/_redirects', content: redirects(rules) },
  ];
}

function thingOf(site: Site, iri: string): Thing {
  if (!site.graph.isRetired(iri)) return { iri };
  const successors = site.graph.links(iri, agenda.isReplacedBy);
  return { iri, retired: true, ...(successors.length > 0 ? { successors } : {}) };
}

/** The files of the vocabularies, whose terms have IRIs with `#`, and the pages that show them. */
function vocabulariesIn({ files }: Site): Rules['vocabularies'] {
  const turtle = files.map(({ file }) => file).filter((file) => /^ontology\/[^/]+\.ttl$/.test(file));
  const found = [
    { path: 'ontology', page: 'ontology', file: turtle.find((file) => !file.endsWith('shapes.ttl')) },
    { path: 'shapes', page: 'rules', file: turtle.find((file) => file.endsWith('shapes.ttl')) },
  ];
  return found.flatMap(({ path, page, file }) => (file === undefined ? [] : [{ path, page, file }]));
}

/** The things by folder, and singly where the IRI does not follow from the folder. */
export function placesOf(things: Things): Places {
  const entries = Object.entries(things).map(([path, thing]) => ({ path, ...split(path), ...thing }));
  const folders: Places['folders'] = [];
  for (const { folder, name, iri } of entries) {
    const isNew = folder !== '' && !folders.some((one) => one.name === folder);
    if (isNew && iri.endsWith(name)) folders.push({ name: folder, prefix: iri.slice(0, iri.length - name.length) });
  }
  const isTold = ({ folder, name, iri }: (typeof entries)[number]): boolean =>
    folders.some((one) => one.name === folder && one.prefix + name === iri);
  const paths = new Map(entries.map(({ iri, path }) => [iri, `/${path}`]));
  return {
    folders: folders.sort((a, b) => (a.name < b.name ? -1 : 1)),
    others: entries.filter((entry) => !isTold(entry)).map(({ path, iri }) => ({ path, iri })),
    retired: entries
      .filter(({ retired }) => retired)
      .map(({ path, successors = [] }) => ({ path, successors: successors.map((iri) => paths.get(iri) ?? iri) })),
  };
}

function split(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
}
