import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { factList } from '../src/site/layout/components.js';
import { otherFacts } from '../src/site/pages/facts.js';
import { createView, kindOf, siteWords, type View } from '../src/site/view.js';
import { languagesOfWords, wordsOf } from '../src/site/words.js';
import { drawn, siteOf } from './support/charts.js';

const ex = 'https://example.org/';
const ontology = `
@prefix ex: <${ex}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix role: <https://w3id.org/gcm-graph/roles#> .
@prefix text: <https://w3id.org/gcm-graph/text#> .
ex: a owl:Ontology ; role:languages ( "fr" "en" ) ;
  text:lead "Two rivers."@en ; text:charts.matrixNote "Rivers by sea"@en ; text:claimCount "Fleuves : {count}."@fr .
ex:River a owl:Class ; rdfs:label "river"@en ; role:name "River"@en , "Fleuve"@fr ; role:plural "Rivers"@en , "Fleuves"@fr .
ex:Sea a owl:Class ; rdfs:label "Sea"@en , "Mer"@fr .
ex:mouth a owl:ObjectProperty ; role:name "flows into"@en ; text:unknown "no outlet"@en .
skos:broader role:name "basin of"@en .
ex:state a owl:DatatypeProperty ;
  role:value [ skos:notation "dry" ; skos:prefLabel "without water"@en , "à sec"@fr ] .
ex:mouths a role:Section ; role:of ex:River ; role:path ( ex:mouth ) ; text:heading "Where does it end?"@en .
`;
const river = `<${ex}a> <http://www.w3.org/2004/02/skos/core#prefLabel> "A"@en .\n<${ex}a> <${ex}state> "dry" .\n`;
const site = siteOf(river, ontology);
const view = (language = 'en'): View => createView(site, `${ex}a`, language, 'a', `${language}/a.html`);

describe('the names of classes and properties', () => {
  it('come from the project, in the language or the first language of the site', () => {
    expect(view().term(`${ex}River`)).toEqual({ text: 'River', language: 'en' });
    expect(view('fr').plural(`${ex}River`)).toEqual({ text: 'Fleuves', language: 'fr' });
    expect(view('ru').term(`${ex}River`)).toEqual({ text: 'Fleuve', language: 'fr' });
    expect(view().term('http://www.w3.org/2004/02/skos/core#broader').text).toBe('basin of');
  });

  it('are the name without a plural, the label without a name, and the word of the program without both', () => {
    expect(view().plural(`${ex}mouth`).text).toBe('flows into');
    expect(view('fr').plural(`${ex}Sea`).text).toBe('Mer');
    expect(view().term('http://www.w3.org/2004/02/skos/core#narrower').text).toBe('contains');
  });
});

it('lists an organisation that is the contact of a data set with the organisations', () => {
  const agent = 'http://xmlns.com/foaf/0.1/Agent';
  const typed = (type: string): string => `<${ex}o> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${type}> .\n`;
  const { graph } = siteOf(typed('http://www.w3.org/2006/vcard/ns#Kind') + typed(agent), ontology);
  expect(kindOf(graph, `${ex}o`)).toBe(agent);
});

describe('the texts of the site', () => {
  it('come from the project in its languages', () => {
    expect(siteWords(site, 'en').lead).toBe('Two rivers.');
    expect(siteWords(site, 'en').charts.matrixNote).toBe('Rivers by sea');
    expect(siteWords(site, 'fr')).toMatchObject({ lead: '', claimCount: 'Fleuves : {count}.' });
    expect(siteWords(site, 'en').claimCount).toBe(wordsOf('en').claimCount);
  });

  it('differ by section and property', () => {
    expect(view().ownText('heading', `${ex}mouths`)).toBe('Where does it end?');
    expect(view().ownText('none', `${ex}mouths`)).toBeUndefined();
    expect(view().ownText('unknown', `${ex}mouth`)).toBe('no outlet');
    expect(view().ownText('unknown', `${ex}state`)).toBeUndefined();
  });

  it('name codes that the data writes as text', () => {
    const facts = (language: string): string | undefined =>
      /<dd>(?:<[^>]*>)*([^<]*)/.exec(
        drawn((one) => factList(otherFacts(one, []).forAll) as VNode, site, { thing: `${ex}a`, language }),
      )?.[1];
    expect([facts('en'), facts('fr')]).toEqual(['without water', 'à sec']);
  });
});

/** Words of one subject, in each language. */
const subject: Record<string, RegExp> = {
  en: /objective|principle|\bgoal|\btarget|indicator|\bSDG|Compact|migra|refugee|custodian|\btier\b/i,
  de: /\bZiele?\b|Zielvorgabe|Unterziel|Indikator|Leitprinzip|Nachhaltig|\bPakt|Migra|Flüchtling/,
  fr: /objectif|principe|\bcible|indicateur|\bODD|Pacte|migra|réfugié/i,
  es: /objetivo|principio|\bmetas?\b|indicador|\bODS|Pacto|migra|refugiad/i,
  pt: /objetivo|princípio|\bmetas?\b|indicador|\bODS|Pacto|migra|refugiad/i,
  ar: /هدف|أهداف|غاي|مؤشر|الاتفاق|هجرة|مبدأ/,
  zh: /目标|指标|契约|可持续|移民|原则|议程/,
  ru: /(?<!\p{L})цел(?:ь|и|ей|ям|ях)(?!\p{L})|задач|показател|ЦУР|Договор|миграц|принцип/iu,
};

it.each(languagesOfWords)('the texts of the program name no subject: %s', (language) => {
  const texts = JSON.stringify(wordsOf(language), undefined, 1).split('\n');
  expect(texts.filter((text) => subject[language]?.test(text))).toEqual([]);
});
