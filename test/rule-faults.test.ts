import path from 'node:path';
import { DataFactory, Parser } from 'n3';
import * as oxigraph from 'oxigraph';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Finding, runRules } from '../src/check/rules.js';
import { entail } from '../src/check/run-checks.js';
import { toNQuads } from '../src/graph/quad-lines.js';
import { createStore } from '../src/graph/store.js';
import { diskFiles } from '../src/node/disk-files.js';
import { readGraph } from '../src/pipeline.js';
import { readVocabulary } from '../src/roles/vocabulary.js';
import { root, smallProject } from './support/gcm.js';
import { ownChecks } from './support/rules.js';

/**
 * Each rule finds a fault in a graph that is made from sheets. The graphs of test/checks show what a rule means; these show
 * that the rule also matches the properties, datatypes and languages that tables.json writes.
 */
const base = 'https://w3id.org/gcm-graph/';
const [queries, ontology] = [path.join(root, 'queries'), path.join(root, 'ontology')];
const rules = ownChecks;
const entailed = DataFactory.namedNode('urn:x-entailed');

const prefixes = `BASE <${base}>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX gcm: <https://w3id.org/gcm-graph/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sdg: <http://metadata.un.org/sdg/>
PREFIX sdgo: <http://metadata.un.org/sdg/ontology#>
PREFIX sdmxa: <http://purl.org/linked-data/sdmx/2009/attribute#>
PREFIX sdmxd: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX sdmxm: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
`;

const add = (statements: string): string => `INSERT DATA { GRAPH <graph/test> { ${statements} } }`;
const remove = (pattern: string): string => `DELETE WHERE { GRAPH ?g { ${pattern} } }`;
/** Replaces the object of statements with a subject and property. */
const set = (subject: string, property: string, object: string): string =>
  `${remove(`${subject} ${property} ?before`)} ; ${add(`${subject} ${property} ${object}`)}`;

/** Removes statements with a property and those with its inverse. */
const removeBoth = (subject: string, property: string, object: string, inverse: string): string =>
  `${remove(`${subject} ${property} ${object}`)} ; ${remove(`${object} ${inverse} ${subject}`)}`;
const unplaced = removeBoth('sdg:C100702', 'sdgo:isIndicatorOf', '?target', 'sdgo:hasIndicator');

const link = '<link/1-10.7/unnm-guide-2022>';

/** A fault for each rule, as an update of the graph. */
const faults: Record<string, string> = {
  'address-under-known-base': add('<https://example.org/objective/1> a skos:Concept'),
  'broader-in-scheme': `${remove('sdg:10 skos:inScheme ?s')} ; ${remove('sdg:10 skos:narrower ?n')}`,
  'concept-has-english-name': remove('sdg:10.7 skos:prefLabel ?name'),
  'concept-has-scheme': remove('<principle/a> skos:inScheme ?scheme'),
  'connected-target-has-indicator': removeBoth('sdg:10.7', 'sdgo:hasIndicator', '?indicator', 'sdgo:isIndicatorOf'),
  'connected-indicator-has-custodian': remove('sdg:C100702 sdgo:custodianAgency ?agency'),
  'connected-indicator-has-figures': remove('<dataset/SM_DTH_MIGR> gcm:figureCount ?count'),
  'cube-is-whole': add('<cube/SM_DTH_MIGR/001/2014> a qb:Observation'),
  'current-not-ended': add('sdg:C100702 gcm:until "2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
  'described-is-known': add('sdg:C169999 dct:isReferencedBy <source/a-res-73-195>'),
  'former-number-is-former': add('sdg:C100702 skos:notation "10.7.2" ; gcm:formerNumber "10.7.2"'),
  'indicator-has-target': unplaced,
  'indicator-number-matches-target': `${unplaced} ; ${add('sdg:C100702 sdgo:isIndicatorOf sdg:16.1')}`,
  'indicator-once-in-target': add('sdg:C100702 skos:notation "10.7.9"^^sdgo:SDGCodeCompact'),
  'label-spaces': add('sdg:10.7 skos:altLabel "Orderly  migration"@en'),
  'link-contradicts-text': add(`${link} gcm:contradictedBy <link/1-17.18/unnm-guide-2022>`),
  'link-ends-known': set(link, 'owl:annotatedTarget', 'sdg:10.8'),
  'link-source-described': set(link, 'dct:source', '<source/unnm-guide-2023>'),
  'link-status-known': set(link, 'gcm:status', '<status/printed>'),
  'link-text-without-code': set(link, 'gcm:status', '<status/stated-by-text>'),
  'link-to-deprecated': set(link, 'owl:annotatedTarget', 'sdg:C160104'),
  'match-unique': `INSERT { GRAPH <graph/test> { sdg:16 skos:exactMatch ?match } } WHERE { GRAPH ?g { sdg:10 skos:exactMatch ?match } }`,
  'migration-indicator-has-custodian': remove('sdg:C100701 sdgo:custodianAgency ?agency'),
  'migration-indicator-used': removeBoth('sdg:C100702', 'gcm:relevantTo', '?objective', 'gcm:hasRelevantIndicator'),
  mojibake: add('sdg:10.7 skos:altLabel "RÃ©duire"@fr'),
  'names-in-six-languages': remove('sdg:10 skos:prefLabel ?name'),
  'name-years-agree': add('sdg:10.7 skos:prefLabel "D’ici à 2029"@fr'),
  'no-broader-cycle': add('sdg:10 skos:broader sdg:10.7'),
  'no-orphan': remove('<principle/a> skos:topConceptOf ?s . ?s skos:hasTopConcept <principle/a>'),
  'no-successor-cycle': add('sdg:C160105 dct:isReplacedBy sdg:C160104'),
  'notation-unique': set('<objective/2>', 'skos:notation', '"1"'),
  'objective-has-indicator': removeBoth('<objective/1>', 'gcm:hasRelevantIndicator', '?indicator', 'gcm:relevantTo'),
  'objective-has-stated-target': set(link, 'gcm:status', '<status/proposed>').concat(
    ' ; ',
    set('<link/1-17.18/unnm-guide-2022>', 'gcm:status', '<status/proposed>'),
  ),
  'objective-has-target': removeBoth(
    '<objective/1>',
    'gcm:connectedTarget',
    '?target',
    'gcm:connectedObjective',
  ).concat(' ; ', remove('<objective/1> gcm:statedTarget ?target')),
  'objective-numbers-run-on': set('<objective/3>', 'skos:notation', '"4"'),
  'paragraph-fits-number': set('<objective/3>', 'gcm:paragraph', '20'),
  'prior-version-is-lower': add('<release/test> owl:versionInfo "0.1.0" ; owl:priorVersion <release/0.2.0>'),
  'proposal-has-reason': set(link, 'gcm:status', '<status/proposed>'),
  'proposal-still-needed': add(
    '<link/1-10.7/p> gcm:status <status/proposed> ; owl:annotatedSource <objective/1> ; owl:annotatedTarget sdg:10.7 ; rdfs:comment "A reason."',
  ),
  'release-long-after-dates': add(
    `<release/test> owl:versionInfo "0.1.0" ; dct:issued "2099-01-01"^^xsd:date .
    ${[1, 2, 3, 4, 5].map((n) => `<source/${n}> dct:date "202${n}-01-01" .`).join('\n')}`,
  ),
  'punctuation-in-chinese': add('sdg:10.7 skos:altLabel "移民,安全"@zh'),
  'retired-has-no-place': add('sdg:C160104 sdgo:isIndicatorOf sdg:16.1'),
  'retired-has-no-series': set('sdg:SM_DTH_MIGR', 'sdgo:isSeriesOf', 'sdg:C160104'),
  'retired-says-until': remove('sdg:C160104 gcm:until ?year'),
  'same-name-twice': `INSERT { GRAPH <graph/test> { sdg:16.1 skos:prefLabel ?name } } WHERE { GRAPH ?g { sdg:10.7 skos:prefLabel ?name } }`,
  'scheme-described': remove('<principles> dct:title ?title'),
  'series-has-figures': remove('<dataset/SM_DTH_MIGR> gcm:figureCount ?count'),
  'skos-s13-labels-disjoint': `INSERT { GRAPH <graph/test> { sdg:10 skos:altLabel ?name } } WHERE { GRAPH ?g { sdg:10 skos:prefLabel ?name } }`,
  'skos-s14-one-name-a-language': add('sdg:10.7 skos:prefLabel "Another name"@en'),
  'skos-s27-related-not-above': add('<objective/1> skos:broader sdg:10.7'),
  'skos-s37-collection-or-concept': add('<objectives/all> skos:member sdg:10.7 . sdg:10.7 skos:member sdg:16'),
  'skos-s46-exact-excludes-others': add('<objective/1> skos:exactMatch sdg:10.7'),
  'skos-s9-scheme-or-concept': add('sdg:10.7 a skos:ConceptScheme'),
  'source-is-recent': set(
    '<source/unnm-guide-2022>',
    'dct:accrualPeriodicity',
    '<http://publications.europa.eu/resource/authority/frequency/ANNUAL>',
  ),
  'search-word-of-known': add('<objective/200> skos:hiddenLabel "remittances"@en'),
  'source-names-terms': remove('<source/a-res-73-195> dct:rights ?text'),
  'stated-total': remove('<principle/b> a gcm:Principle'),
  'successor-known': set('sdg:C160104', 'dct:isReplacedBy', 'sdg:C169999'),
  'target-code-matches-goal': set('sdg:10.7', 'sdgo:isTargetOf', 'sdg:16'),
  'target-has-goal': removeBoth('sdg:10.7', 'sdgo:isTargetOf', '?goal', 'sdgo:hasTarget'),
  'unofficial-name-needed': add('<objective/1> skos:prefLabel "数据"@zh'),
  'unofficial-name-of-known': add('<objective/99> gcm:unofficialName "数据"@zh'),
  'unit-same-in-series': set('<observation/SM_DTH_MIGR/001/2014>', 'sdmxa:unitMeasure', '<unit/PER_100000_POP>'),
  'value-within-unit': set('<dataset/SM_DTH_MIGR>', 'gcm:smallestValue', '-5318'),
  'year-after-release': set('<observation/SM_DTH_MIGR/001/2014>', 'sdmxd:refPeriod', '"2914"^^xsd:gYear'),
  'years-in-order': set('sdg:C160104', 'gcm:until', '"2001"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
};

let lines: string;
beforeAll(async () => {
  const graph = await readGraph({
    files: diskFiles,
    data: path.join(smallProject(), 'data'),
    queries,
    base: undefined,
  });
  graph.store.close();
  lines = toNQuads([...graph.statements.quads, ...graph.derived.flatMap(({ quads }) => quads)]);
});

/** Runs the rules on the graph after an update, as a check does. */
function findings(update: string, some = rules): Finding[] {
  const engine = new oxigraph.Store();
  engine.load(lines, { format: 'application/n-quads' });
  if (update !== '') engine.update(prefixes + update);
  const quads = new Parser({ format: 'application/n-quads' }).parse(engine.dump({ format: 'application/n-quads' }));
  (engine as unknown as { free(): void }).free(); // missing in its types
  const store = createStore(base);
  store.add([...quads, ...entail(quads, readVocabulary({ files: diskFiles, ontology }, base).quads, entailed)]);
  const found = runRules(store, some);
  store.close();
  return found;
}

describe('a rule', () => {
  it('has something to check in the graph of sheets', () => {
    expect(findings('').filter(({ code }) => code === 'rule-without-focus')).toEqual([]);
  });

  it.each(rules.map(({ name }) => name))('finds a fault in the graph of sheets: %s', (name) => {
    const rule = rules.filter((one) => one.name === name);
    const textsOf = (update: string): string[] => findings(update, rule).map(({ focus, message }) => focus + message);
    const before = new Set(textsOf(''));
    expect(faults).toHaveProperty(name);
    const found = textsOf(faults[name] as string).filter((text) => !before.has(text));
    expect(found).not.toEqual([]);
  });
});
