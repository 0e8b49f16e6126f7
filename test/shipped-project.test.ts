import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { build, check } from '../src/index.js';

/** A project that has neither rules nor shapes. */

const column = (name: string, propertyUrl: string, more = {}) => ({ name, titles: name, propertyUrl, ...more });
const virtual = (name: string, propertyUrl: string, valueUrl: string) => ({
  name,
  virtual: true,
  propertyUrl,
  valueUrl,
});
const graph = { '@id': '../graph/stones' };
const tables = {
  '@context': ['http://www.w3.org/ns/csvw', { '@base': 'https://example.org/stones/data/' }],
  tables: [
    {
      url: 'dataset.csv',
      'sd:name': graph,
      tableSchema: {
        aboutUrl: '../dataset',
        columns: [
          column('identifier', 'dc:identifier'),
          column('version', 'owl:versionInfo'),
          column('title_de', 'dc:title', { lang: 'de' }),
          column('licence', 'dc:license', { valueUrl: '{+licence}' }),
          virtual('type', 'rdf:type', 'dcat:Dataset'),
        ],
      },
    },
    {
      url: 'schemes.csv',
      'sd:name': graph,
      tableSchema: {
        aboutUrl: '../{scheme}',
        columns: [
          { name: 'scheme', titles: 'scheme', suppressOutput: true },
          column('title_de', 'dc:title', { lang: 'de' }),
          virtual('type', 'rdf:type', 'skos:ConceptScheme'),
        ],
      },
    },
    {
      url: 'stones.csv',
      'sd:name': graph,
      tableSchema: {
        aboutUrl: '../stone/{code}',
        columns: [
          column('code', 'skos:notation'),
          column('title_de', 'skos:prefLabel', { lang: 'de' }),
          column('title_pt', 'skos:prefLabel', { lang: 'pt' }),
          column('parent', 'skos:broader', { valueUrl: '../stone/{parent}' }),
          virtual('type', 'rdf:type', 'skos:Concept'),
          virtual('kind', 'rdf:type', 'https://example.org/stones/ontology#Stone'),
          virtual('scheme', 'skos:inScheme', '../stones'),
        ],
      },
    },
  ],
};

const ontology = `@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix role: <https://w3id.org/gcm-graph/roles#> .
<https://example.org/stones/ontology> a owl:Ontology ; role:languages ( "de" "pt" ) .
<https://example.org/stones/ontology#Stone> a owl:Class ; role:order 1 .
`;

const files = (stones: string, more: Record<string, string> = {}) =>
  new Map(
    Object.entries({
      'data/tables.json': JSON.stringify(tables),
      'data/dataset.csv':
        'identifier,version,title_de,licence\nstones,1.0.0,Steine,https://creativecommons.org/licenses/by/4.0/\n',
      'data/schemes.csv': 'scheme,title_de\nstones,Steine\n',
      'data/stones.csv': `code,title_de,title_pt,parent\n${stones}`,
      'ontology/stones.ttl': ontology,
      'ontology/context.jsonld': '{"@context":{"skos":"http://www.w3.org/2004/02/skos/core#"}}',
      ...more,
    }).map(([name, text]) => [name, utf8(text)]),
  );

const sound = '1,Gestein,Rocha,\n1.1,Basalt,Basalto,1\n1.2,Granit,Granito,1\n';

const found = async (stones: string, more?: Record<string, string>): Promise<string[]> => {
  const { problems } = await check(files(stones, more));
  return problems.map(({ severity, code, where, message }) => `${severity} ${code} ${where.cell ?? ''} ${message}`);
};

describe('a project without rules', () => {
  it('has no problem, and publishes the derived statements with their rules', async () => {
    const { problems, files: release } = await build(files(sound));
    expect(problems).toEqual([]);
    const nquads = new TextDecoder().decode(release?.get('stones.nt'));
    const skos = 'http://www.w3.org/2004/02/skos/core#';
    const [top, below] = ['<https://example.org/stones/stone/1>', '<https://example.org/stones/stone/1.1>'];
    expect(nquads).toContain(`${top} <${skos}narrower> ${below} .`);
    expect(nquads).toContain(`${top} <${skos}topConceptOf> <https://example.org/stones/stones> .`);
    expect([...(release?.keys() ?? [])].filter((name) => name.startsWith('queries/derive/'))).toEqual([
      'queries/derive/10-inverses.rq',
      'queries/derive/20-top-concepts.rq',
      'queries/derive/30-deprecated.rq',
    ]);
  });

  it('is checked by the shipped rules and shapes, at the cells', async () => {
    expect(await found(sound.replace('1,Gestein,Rocha,', '1,Gestein,Rocha,1.2'))).toEqual([
      'error no-broader-cycle D2 stone/1 “Gestein” is above itself: its parents lead back to it',
    ]);
    expect(await found(sound.replace('Basalt,', ','))).toEqual([
      'error concept-has-name B3 1.1 “Basalto” has no name in the first language (de)',
    ]);
    expect(await found(sound.replace('Granito', ''))).toEqual([
      'warning names-in-each-language C4 Stone: name missing for 1 of 3 items in one language (pt)',
    ]);
    expect(
      await found(sound, {
        'data/dataset.csv': 'identifier,version,title_de,licence\nstones,1.0.0,,https://a.example/\n',
      }),
    ).toEqual(['error dataset-has-title C2 The data set has no title. Fill in its title.']);
  });

  it('can change the rules in one file', async () => {
    const settings = 'rule,severity,reason,remedy\n';
    const gap = sound.replace('Granito', '');
    expect(
      await found(gap, { 'queries/checks.csv': `${settings}names-in-each-language,off,Nobody reads it.,\n` }),
    ).toEqual([]);
    const { problems } = await check(
      files(gap, { 'queries/checks.csv': `${settings}names-in-each-language,notice,,Ask Ana.\n` }),
    );
    expect(problems).toMatchObject([{ severity: 'notice', fix: 'Ask Ana.' }]);
    expect(await found(sound, { 'queries/checks.csv': `${settings}no-orfan,off,Stones lie about.,\n` })).toEqual([
      'error rule-settings A2 The program has no rule no-orfan that the project can change. Did you mean "no-orphan"?',
    ]);
  });
});
