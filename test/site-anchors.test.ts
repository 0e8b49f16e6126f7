import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, newProject } from './support/gcm.js';
import { readPage } from './support/site.js';

let project = '';
let site = '';
const queries = (file: string): string => path.join(project, 'queries', file);
const rule = (title: string): string => `# title: ${title}\n# reason: It is a test.\n`;
const concepts = 'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n';

/** Rules, shapes, terms and saved queries with the same names, or with the name of an element of every page. */
beforeAll(async () => {
  project = await newProject('--base', 'https://example.org/');
  for (const name of ['checks', 'derive']) mkdirSync(queries(name));
  writeFileSync(
    queries('checks/concept-has-code.rq'),
    `${rule('Every concept has a code')}# severity: notice\n# remedy: Add it\n# looks-at: skos:Concept\n# message: No code\n${concepts}SELECT ?focus { ?focus a skos:Concept MINUS { ?focus skos:prefLabel ?name } }\n`,
  );
  writeFileSync(
    queries('derive/concept-has-code.rq'),
    `${rule('Names are labels')}# graph: graph/names\n${concepts}CONSTRUCT { ?one <http://www.w3.org/2000/01/rdf-schema#label> ?name } { ?one skos:prefLabel ?name }\n`,
  );
  writeFileSync(
    path.join(project, 'ontology/shapes.ttl'),
    `<https://example.org/a#shape> a <http://www.w3.org/ns/shacl#NodeShape>;
      <http://www.w3.org/ns/shacl#targetClass> <http://www.w3.org/2004/02/skos/core#ConceptScheme>;
      <http://www.w3.org/ns/shacl#property> <https://example.org/a#concept-has-code>, <https://example.org/b#concept-has-code>.
    <https://example.org/a#concept-has-code> <http://www.w3.org/ns/shacl#path> <http://purl.org/dc/terms/title>.
    <https://example.org/b#concept-has-code> <http://www.w3.org/ns/shacl#path> <http://purl.org/dc/terms/publisher>.\n`,
  );
  writeFileSync(
    path.join(project, 'ontology/more.ttl'),
    `<https://example.org/ontology#content> a <http://www.w3.org/2002/07/owl#Class>.
    <https://example.org/other#Content> a <http://www.w3.org/2002/07/owl#Class>.
    <https://example.org/ontology#Nothing> <http://www.w3.org/2000/01/rdf-schema#label> "neither class nor property"@en.
    <https://example.org/ontology#content> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://example.org/ontology#Nothing>.\n`,
  );
  for (const name of ['content', 'found', 'list-rules', 'shape-1', 'iri'])
    copyFileSync(queries('checks/concept-has-code.rq'), queries(`checks/${name}.rq`));
  for (const name of ['names-text', 'text']) copyFileSync(queries('examples/names.rq'), queries(`examples/${name}.rq`));
  const { code, stdout, stderr } = await gcm(['build'], { cwd: project });
  expect(code, stdout + stderr).toBe(0);
  site = path.join(project, 'build/current/site');
});

const idsOf = (file: string): string[] =>
  [...readPage(site, file).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id as string);

describe('names that are used more than once', () => {
  it.each(['rules', 'ontology', 'query'])('have unique ids on the page %s', (name) => {
    const ids = idsOf(`en/${name}.html`);
    expect(ids.filter((id, at) => ids.indexOf(id) < at)).toEqual([]);
  });

  it('give the anchor to the rule, and to names that are used once', () => {
    expect(readPage(site, 'en/rules.html')).toContain('<h3 id="concept-has-code"><');
    expect(idsOf('en/rules.html')).toEqual(expect.arrayContaining(['iri', 'same-name-twice', '10-inverses']));
    expect(readPage(site, 'en/query.html')).toContain('id="text-names"');
  });

  it('do not break links within the vocabulary', () => {
    const page = readPage(site, 'en/ontology.html');
    for (const [, anchor] of page.matchAll(/ href="#([^"]*)"/g)) expect(idsOf('en/ontology.html')).toContain(anchor);
  });
});
