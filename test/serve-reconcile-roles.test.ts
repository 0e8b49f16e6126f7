import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { candidates } from './support/reconciling.js';
import { madeRelease } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';

/** Reconciliation of a framework with other kinds, codes and languages. */

const base = 'https://example.org/library/';
const prefixes = `@prefix : <${base}ontology#> . @prefix lib: <${base}> . @prefix role: <https://w3id.org/gcm-graph/roles#> .
  @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
  @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n`;
const ontology = `<${base}ontology> a owl:Ontology ; role:languages ( "de" "it" ) .
  :Topic role:inTables true ; role:alsoCalled "Regal" , "Scaffale" . :Branch role:order 2 .
  :ShortMark a rdfs:Datatype ; role:order 1 . :oldMark role:is role:FormerCode .`;
const graph = `
  lib:maps a :Topic ; skos:prefLabel "Karten"@de, "Mappe"@it, "Maps"@en ; skos:notation "B-007", "B7"^^:ShortMark .
  lib:atlas a :Topic ; skos:prefLabel "Atlanten"@de, "Atlanti"@it ; skos:notation "A-007", "A7"^^:ShortMark ; :oldMark "Z9" .
  lib:north a :Branch ; skos:prefLabel "Nord"@de, "Nord"@it ; skos:notation "B7" .`;

let server: Serving;
beforeAll(async () => {
  const release = madeRelease(base, { 'graph/all': prefixes + graph });
  mkdirSync(path.join(release, 'ontology'));
  writeFileSync(path.join(release, 'ontology/library.ttl'), prefixes + ontology);
  server = await serveRelease(release);
});

const manifest = async (headers = {}) => {
  const response = await fetch(`${server.address}reconcile`, { headers });
  return (await response.json()) as {
    defaultTypes: { id: string }[];
    extend: { property_settings: { choices?: { name: string }[] }[] };
  };
};

it('offers the kinds that tables are about, and the languages of the project', async () => {
  const { defaultTypes, extend } = await manifest();
  expect(defaultTypes.map(({ id }) => id)).toEqual([`${base}ontology#Topic`]);
  const names = extend.property_settings[0]?.choices?.map(({ name }) => name);
  expect(names).toEqual(['language of the client, or German', 'de', 'it', 'all']);
});

it('names entities in the language of the client, otherwise in the first language', async () => {
  const [found] = await candidates(server, { query: 'Maps' });
  expect(found).toMatchObject({ id: `${base}maps`, name: 'Karten', description: 'Topic B7', match: true });
  const headers = { 'Accept-Language': 'it' };
  const preview = await fetch(`${server.address}reconcile/preview?id=${base}atlas`, { headers });
  expect(await preview.text()).toContain('<html lang="it" dir="ltr">');
});

it('reads words for a kind before a code, and former codes', async () => {
  expect(await candidates(server, { query: 'Regal B7' })).toMatchObject([
    { id: `${base}maps`, score: 100, match: true },
    { id: `${base}north`, score: 50, match: false },
  ]);
  expect((await candidates(server, { query: 'Z9' }))[0]).toMatchObject({ id: `${base}atlas`, score: 60, match: false });
});
