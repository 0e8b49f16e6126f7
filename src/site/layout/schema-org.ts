import type { View } from '../view.js';
import { names } from '../vocabulary.js';
import { plainText } from './components.js';

/** A description by the vocabulary of schema.org, which search engines read. */
export type SchemaNode = Record<string, unknown>;

/** JSON that can stand inside a script element: nothing in it ends the element or begins a comment. */
export const inScript = (node: SchemaNode): string =>
  JSON.stringify({ '@context': 'https://schema.org', ...node }).replaceAll('<', '\\u003c');

/** A thing as a term of a list of terms. */
export function definedTerm(view: View, thing: string): SchemaNode {
  const { graph, language } = view;
  const description =
    graph.text(thing, names.definition, language) ??
    graph.text(thing, names.scopeNote, language) ??
    graph.text(thing, names.description, language);
  return {
    '@type': 'DefinedTerm',
    '@id': thing,
    name: plainText(view.label(thing)),
    termCode: graph.codes(thing)[0],
    description: description && plainText(description),
    inDefinedTermSet: graph.links(thing, names.inScheme)[0],
  };
}

/** The edition as a dataset with its files. */
export function dataset(view: View): SchemaNode {
  const { site, graph, language } = view;
  const description = graph.text(site.dataset, names.description, language);
  const { years, languages } = site.statistics;
  const name = publisherOf(view);
  const publisher = name === undefined ? undefined : { '@type': 'Organization', name };
  return {
    '@type': 'Dataset',
    '@id': site.dataset,
    name: plainText(view.label(site.dataset)),
    description: description && plainText(description),
    version: site.release.version,
    license: site.release.licence,
    creator: publisher,
    publisher,
    datePublished: graph.value(site.dataset, names.issued),
    temporalCoverage: years?.join('/'),
    inLanguage: languages.map(({ of }) => of),
    isAccessibleForFree: true,
    distribution: site.files
      .filter(({ file }) => file.startsWith(`${site.release.name}.`))
      .map(({ file, mediaType, bytes, sha256 }) => ({
        '@type': 'DataDownload',
        encodingFormat: mediaType,
        contentSize: `${bytes} B`,
        sha256,
        contentUrl: view.link(`../${file}`),
      })),
  };
}

/** Who publishes the edition, by name: an agent with a name of its own, or a mere name. */
export function publisherOf({ site, graph }: View): string | undefined {
  const publisher = graph.value(site.dataset, names.publisher);
  return publisher && (graph.value(publisher, names.agentName) ?? publisher);
}
