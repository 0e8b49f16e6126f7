import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { countStatistics } from '../../src/publish/catalogue/statistics.js';
import { forgetful } from '../../src/publish/chunks.js';
import type { Source } from '../../src/publish/publish.js';
import { readRoles } from '../../src/roles/roles.js';
import { matricesOf } from '../../src/site/charts/matrix.js';
import { matrixTable } from '../../src/site/charts/matrix-table.js';
import { type Checks, createSite, createView, type Site, type View } from '../../src/site/view.js';
import { root } from './gcm.js';

export const base = 'https://w3id.org/gcm-graph/';
export const sdg = 'http://metadata.un.org/sdg/';

const noChecks: Checks = { explanationsOf: () => new Map(), rules: [], derivations: [], problems: [] };

/** The ontology of this repository with its roles. */
export const ownOntology = ['gcm.ttl', 'figures.ttl', 'roles.ttl']
  .map((file) => readFileSync(path.join(root, 'ontology', file), 'utf8'))
  .join('\n');

/** A site with these N-Quads, without files and address. `ontology`: Turtle. */
export const siteOf = (nquads: string, ontology = ''): Site => siteWith(nquads, ontology, base);

/** A site with these statements in Turtle, TriG or N-Quads under a base. */
export function siteWith(statements: string, ontology: string, base: string): Site {
  const vocabulary = new Parser({ baseIRI: base }).parse(ontology);
  const quads = new Parser().parse(statements);
  const triples = quads.filter(({ graph }) => !graph.value.endsWith('/provenance'));
  const chunk = { quads, triples, recall: forgetful };
  const release = {
    base,
    chunks: [chunk],
    statistics: () => countStatistics([chunk], base),
    context: { '@context': { sdg } },
    copies: [],
    vocabulary,
    roles: readRoles(vocabulary),
  };
  return createSite(release as unknown as Source, [], undefined, noChecks, []);
}

/** The HTML of a part of a page. */
export function drawn(
  make: (view: View) => VNode | null,
  site: Site,
  { thing = 'page', language = 'en' }: { thing?: string; language?: string } = {},
): string {
  const made = make(createView(site, thing, language, 'page', `${language}/page.html`));
  return made ? renderToString(made) : '';
}

/** The texts of the first group in all matches. */
export const all = (html: string, expression: RegExp): string[] =>
  [...html.matchAll(expression)].map(([, found]) => found as string);

/** The cells of a table as text. */
export const cellsOf = (html: string): string[][] =>
  all(html, /<tr>(.*?)<\/tr>/gs).map((row) =>
    all(row, /<t[hd][^>]*>(.*?)<\/t[hd]>/gs).map((cell) => cell.replace(/<[^>]*>/g, '').trim()),
  );

/** The first matrix of a site; nothing if the site has no matrix. */
export const matrix = (view: View) => {
  const [first] = matricesOf(view.site);
  return first ? matrixTable(view, first) : null;
};
