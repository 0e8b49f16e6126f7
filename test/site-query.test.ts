import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Parser } from 'n3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQueries } from '../src/graph/query-file.js';
import { createStore, type Store } from '../src/graph/store.js';
import { diskFiles } from '../src/node/disk-files.js';
import type { JsonTerm } from '../src/rdf/terms.js';
import { figureLines } from '../src/site/client/parts/figure-lines.js';
import { type Answer, answerBy, readResults, toCsv, toJson, toTurtle } from '../src/site/query/answer.js';
import { mostRows, type QueryTerms, unpackPages } from '../src/site/query/query-text.js';
import { wordsOf } from '../src/site/words.js';
import { root } from './support/gcm.js';
import { languages } from './support/languages.js';
import { smallSite } from './support/releases.js';
import { readPage, siteFiles, textOf } from './support/site.js';

/** The files of the query page and the formats of answers. The page itself is tested in a browser. */
const queries = readQueries(diskFiles, path.join(root, 'queries/examples'));
const release = await smallSite();
const site = path.join(release, 'site');
const termsOf = (language: string): QueryTerms => JSON.parse(readPage(site, `${language}/query-terms.json`));
let store: Store;

beforeAll(async () => {
  store = createStore('https://w3id.org/gcm-graph/');
  store.load(gunzipSync(readFileSync(path.join(site, 'data/graph.nq.gz'))).toString('utf8'));
});
afterAll(() => store.close());

describe('the files of the query page', () => {
  it('contain the whole published graph', () =>
    expect(gunzipSync(readFileSync(path.join(site, 'data/graph.nq.gz')))).toEqual(
      readFileSync(path.join(release, 'gcm-sdg.nq')),
    ));

  it('state the correct number of bytes without compression', () => {
    const size = (file: string): number => gunzipSync(readFileSync(path.join(site, file))).length;
    expect(termsOf('en').bytes).toBe(size('data/graph.nq.gz') + size('assets/oxigraph.wasm.gz'));
  });

  it('contain classes and properties with their names in each language', () => {
    expect(termsOf('en').classes).toContainEqual(['gcm:Objective', 'Objective']);
    expect(termsOf('fr').classes).toContainEqual(['gcm:Objective', 'Objectif']);
    const { properties } = termsOf('ar');
    for (const name of ['gcm:connectedTarget', 'skos:prefLabel', 'prov:wasDerivedFrom', 'sdgo:hasIndicator'])
      expect(properties.map(([one]) => one)).toContain(name);
  });

  it('map IRIs to existing pages', () => {
    const pages = unpackPages(termsOf('en').pages);
    expect(pages.get('http://metadata.un.org/sdg/10.7')).toBe('sdg/10.7');
    expect(pages.get('https://w3id.org/gcm-graph/objective/1')).toBe('objective/1');
    const files = siteFiles(path.join(site, 'en'), '.html');
    expect([...pages.values()].filter((file) => !files.includes(`${file}.html`))).toEqual([]);
  });
});

describe('the packed figures', () => {
  const files = siteFiles(path.join(site, 'data/figures'), '.gz');
  const linesOf = (areas: string[], isKnown = (_subject: string) => false): string[] =>
    files.flatMap((file) => {
      const packed = gunzipSync(readFileSync(path.join(site, 'data/figures', file)));
      return [...figureLines(packed, areas, 'urn:g', isKnown)].join('').split('\n').filter(Boolean);
    });
  const statements = gunzipSync(readFileSync(path.join(release, 'figures.nq.gz')))
    .toString('utf8')
    .trim()
    .split('\n');
  const withoutGraph = (lines: string[]): string[] => lines.map((line) => line.replace(/ <[^<>]*> \.$/, ''));

  it('contain the statements of all figures', () => {
    expect(files.length).toBeGreaterThan(1);
    expect(withoutGraph(linesOf([])).sort()).toEqual(withoutGraph(statements).sort());
  });

  it('can be limited to areas, and to figures that the graph does not contain', () => {
    const subjectOf = (line: string): string => line.slice(1, line.indexOf('>'));
    const areas = statements.flatMap((line) => /dimension#refArea> <[^>]*\/(\w+)>/.exec(line)?.[1] ?? []);
    const [area = ''] = areas;
    const inArea = new Set(linesOf([area]).map(subjectOf));
    expect(inArea.size).toBe(areas.filter((one) => one === area).length);
    const [first = ''] = inArea;
    expect(new Set(linesOf([area], (subject) => subject === first).map(subjectOf)).size).toBe(inArea.size - 1);
  });
});

describe('the query page', () => {
  it.each(languages)('shows every saved query in a group with its title in %s, without scripts too', (language) => {
    const page = readPage(site, `${language}/query.html`);
    expect(queries.length).toBeGreaterThan(30);
    for (const { name, header } of queries) {
      const [, title = ''] = new RegExp(`<h3 id="saved-${name}">(.*?)</h3>`).exec(page) ?? [];
      expect(title).toContain(header[language === 'en' ? 'title' : `title-${language}`] ?? 'a title');
      expect(page).toContain(`data-saved="${name}"`);
      const [own, english] = [header[`description-${language}`], header['description']?.replaceAll('\n', ' ')];
      const description = language === 'en' ? english : (own ?? 'a description');
      expect(textOf(page.slice(page.indexOf(`id="saved-${name}"`)))).toContain(description?.replaceAll('"', '&quot;'));
    }
    const groups = [...page.matchAll(/<details class="saved-group"[^>]*><summary>([^<]*) <span/g)].map(
      ([, name]) => name,
    );
    expect(groups).toHaveLength(5);
    expect(groups).not.toContain(wordsOf(language).query.otherQueries);
    expect(page.match(/data-saved="([^"]*)"/)?.[1], 'its group is the first').toBe('goal-coverage');
    expect(page).toMatch(/<textarea[^>]*># title: [^<]* objective 10/);
    expect(page).not.toContain('# title-fr');
    expect(page).toMatch(/<span id="query-unavailable">[^<]+gcm query/);
  });

  it('is the only page that can query other servers, and only the workbench runs an engine too', () => {
    const policyOf = (file: string): string =>
      /Content-Security-Policy" content="([^"]*)"/.exec(readPage(site, file))?.[1] ?? '';
    expect(policyOf('en/query.html')).toContain("script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'");
    expect(policyOf('en/query.html')).toContain("connect-src 'self' https: http:;");
    for (const file of siteFiles(site, '.html').filter((one) => !one.endsWith('query.html'))) {
      expect(policyOf(file)).toContain("connect-src 'self';");
      const runs = file.includes('/workbench/') ? " 'wasm-unsafe-eval'; worker-src 'self'" : '';
      expect(policyOf(file)).toContain(`script-src 'self'${runs};`);
    }
  });
});

const ask = (query: string): Answer => answerBy((text, mediaType) => store.answer(text, mediaType), query);

describe('an answer', () => {
  it.each(queries.map(({ name, text }) => [name, text] as const))(
    'to %s is the same CSV as from gcm query',
    (_name, text) => expect(toCsv(ask(text))).toBe(store.answer(text, 'text/csv')),
  );

  it('quotes texts in CSV like gcm query', () => {
    const query = 'SELECT * { VALUES (?a ?b) { ("x,y" "say \\"so\\"") ("two\\nlines" UNDEF) (<http://e.org/> 1.50) } }';
    expect(toCsv(ask(query))).toBe(store.answer(query, 'text/csv'));
  });

  it('is unchanged in JSON', () => {
    const query =
      'SELECT ?s ?name { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?s ?name LIMIT 50';
    expect(JSON.parse(toJson(ask(query)))).toEqual(JSON.parse(store.answer(query, 'application/sparql-results+json')));
    expect(readResults(toJson(ask('ASK { ?s ?p ?o }')))).toEqual({ form: 'truth', isTrue: true });
  });

  it('is truncated and marked if it is too long', () => {
    const answer = ask('SELECT * { ?a ?b ?c . ?d ?e ?f }');
    expect(answer).toMatchObject({ form: 'rows', isCut: true });
    expect(answer.form === 'rows' && answer.rows).toHaveLength(mostRows);
    expect(ask('SELECT * { ?a ?b ?c } LIMIT 3')).toMatchObject({ isCut: false });
  });

  it('has the same statements in Turtle', () => {
    const values = [
      '"a \\"b\\"\\n\\\\"',
      '"sehr"@de',
      '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
      '<http://e.org/x.>',
      '<http://e.org/a.b>',
      '<http://e.org/a/b>',
    ];
    const answer = ask(
      `SELECT ?s ?p ?o { VALUES ?o { ${values.join(' ')} } VALUES ?s { <http://e.org/1> <http://f.org/> } BIND(<http://e.org/p> AS ?p) }`,
    );
    if (answer.form !== 'rows') throw new Error('No rows');
    const turtle = toTurtle(answer, { e: 'http://e.org/', xsd: 'http://www.w3.org/2001/XMLSchema#' });
    expect(turtle).toMatch(/^@prefix e: <http:\/\/e.org\/>\.\n/);
    const read = new Parser().parse(turtle).map(({ subject, object }) => `${subject.value} ${object.value}`);
    const given = answer.rows.map((row) => `${row[0]?.value} ${row[2]?.value}`);
    expect(read.sort()).toEqual(given.sort());
    expect(turtle).toContain('e:a.b');
    expect(turtle).toContain('"sehr"@de');
  });

  it('from a hostile server cannot end a term early in Turtle', () => {
    const iri = (value: string): JsonTerm => ({ type: 'uri', value });
    const harm = 'http://e.org/> <http://evil.org/p> "x';
    const objects: JsonTerm[] = [
      iri(harm),
      { type: 'bnode', value: 'nodeID://b1 .' },
      { type: 'literal', value: 'x', 'xml:lang': 'en . <http://evil.org/s> <p> <o>' },
      { type: 'literal', value: 'x', datatype: harm },
    ];
    const rows = objects.map((object) => [iri('http://e.org/s'), iri(harm), object]);
    const turtle = toTurtle({ columns: ['subject', 'predicate', 'object'], rows, isCut: false }, {});
    const read = new Parser().parse(turtle);
    expect(read).toHaveLength(objects.length);
    for (const { subject } of read) expect(subject.value).toBe('http://e.org/s');
    expect(turtle).not.toContain('<http://evil.org');
  });
});
