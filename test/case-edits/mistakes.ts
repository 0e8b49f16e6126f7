import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExampleName } from '../support/examples.js';

/**
 * Mistakes in the files of a project, by case name. The number is the kind of mistake. Each edit of a file is a text and its
 * replacement; a new file is one text.
 */
export interface Mistake {
  example: ExampleName;
  files: Record<string, string | [from: string | RegExp, to: string][]>;
}

const thesaurus = (files: Mistake['files']): Mistake => ({ example: 'thesaurus', files });
const sendai = (files: Mistake['files']): Mistake => ({ example: 'sendai', files });
const tables = (...edits: [string | RegExp, string][]): Mistake => thesaurus({ 'data/tables.json': edits });

const header = (lines: Record<string, string>): string =>
  Object.entries(lines)
    .map(([key, value]) => `# ${key}: ${value}\n`)
    .join('');
const skos = 'PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n';
const rule = { title: 't', severity: 'warning', reason: 'r', remedy: 'Correct it', 'looks-at': 'skos:Concept' };
const check = (query: string, more: Record<string, string> = {}): string =>
  `${header({ ...rule, message: '{focus} is wrong', ...more })}${skos}${query}\n`;
const derive = (query: string, graph = 'graph/more'): string =>
  `${header({ title: 't', reason: 'r', graph })}${skos}${query}\n`;
const saved = (query: string, more: Record<string, string> = {}): string =>
  `${header({ title: 't', ...more })}${query}\n`;
const shape = (...lines: string[]): string =>
  `@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/instrumente/ontology#Name> a sh:NodeShape ;
  ${lines.join('\n  ')} .
`;
const context = (...lines: string[]): string =>
  `{
  "@context": {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "type": { "@id": "@type", "@container": "@set" },
    "Concept": "skos:Concept",
    ${lines.join(',\n    ')}
  }
}
`;
const refersTo = '"https://w3id.org/gcm-graph/roles#refersTo"';

export const mistakes: Record<string, Mistake> = {
  'mistake-01-missing-comma': tables(['"primaryKey": "id",', '"primaryKey": "id"']),
  'mistake-02-misspelt-property': tables(
    ['"datatype": "date"', '"datatyp": "date"'],
    ['"suppressOutput": true', '"supressOutput": true'],
  ),
  'mistake-02-misspelt-tables': tables(['"tables":', '"tabels":']),
  'mistake-03-wrong-type': tables(
    ['"virtual": true', '"virtual": "yes"'],
    ['"separator": "|"', '"separator": 3'],
    ['"lang": "fr"', '"lang": "français"'],
  ),
  'mistake-04-unknown-column-in-address': tables(
    ['../concept/{related}', '../concept/{relatd}'],
    ['"{+licence}"', '"{+license}"'],
  ),
  'mistake-04-open-brace': tables(['../concept/{id}', '../concept/{id']),
  'mistake-05-unknown-sheet': tables(['"url": "schemes.csv"', '"url": "shemes.csv"']),
  'mistake-06-foreign-key': tables(
    [`${refersTo}: "concepts.csv"`, `${refersTo}: "concept.csv"`],
    [
      '"primaryKey": "scheme"',
      '"foreignKeys": [{ "columnReference": "scheme", "reference": { "resource": "concepts.csv", "columnReference": "di" } }], "primaryKey": "sceme"',
    ],
  ),
  'mistake-07-unknown-prefix': tables(
    ['"propertyUrl": "skos:related"', '"propertyUrl": "sksos:related"'],
    ['"valueUrl": "skos:ConceptScheme"', '"valueUrl": "skosx:ConceptScheme"'],
    ['"dc:title": "Schemes"', '"dcx:title": "Schemes"'],
  ),
  'mistake-08-misspelt-standard-property': tables(
    ['"propertyUrl": "skos:definition"', '"propertyUrl": "skos:defintion"'],
    ['"dc:title": "Schemes"', '"dc:titel": "Schemes"'],
  ),
  'mistake-09-undefined-property': sendai({
    'data/tables.json': [['sendai/ontology#compound', 'sendai/ontology#compond']],
    'ontology/ontology.ttl': [['rdfs:label "Status"', 'rdfs:lable "Status"']],
  }),
  'mistake-10-undefined-class': {
    example: 'codes',
    files: { 'data/tables.json': [['"valueUrl": "skos:Concept"', '"valueUrl": "../ontology#Codes"']] },
  },
  'mistake-11-list-in-an-address': tables(['"aboutUrl": "../concept/{id}"', '"aboutUrl": "../concept/{related}"']),
  'mistake-12-datatype': tables(
    ['"datatype": "date"', '"datatype": "dateTme"'],
    ['"format": "[0-9]+', '"format": "[0-9+'],
  ),
  'mistake-13-unknown-header': thesaurus({ 'data/concepts.csv': [['definition@fr', 'defintion@fr']] }),
  'mistake-14-unknown-reference': thesaurus({ 'data/concepts.csv': [['streich,bogen', 'streihc,bogen']] }),
  'mistake-15-unknown-value': tables(
    ['"url": "schemes.csv",', '"url": "schemes.csv", "https://w3id.org/gcm-graph/roles#allows": "emty",'],
    ['"url": "concepts.csv",', '"url": "concepts.csv", "https://w3id.org/gcm-graph/roles#alows": "empty",'],
    ['"name": "publisher",', '"name": "publisher", "https://w3id.org/gcm-graph/ontology#changedShare": "half",'],
    ['"name": "issued",', '"name": "issued", "https://w3id.org/gcm-graph/roles#allows": "empty",'],
  ),
  'mistake-16-same-sheet-twice': tables(['"url": "schemes.csv"', '"url": "dataset.csv"']),
  'mistake-16-same-addresses': tables(
    ['"../{scheme}"', '"../concept/{scheme}"'],
    ['"../concepts"', '"../concept/concepts"'],
  ),
  'mistake-17-turtle-syntax': thesaurus({ 'ontology/ontology.ttl': [['role:order 1 ;', 'role:order 1']] }),
  'mistake-18-turtle-prefix': thesaurus({
    'ontology/ontology.ttl': [['vann:preferredNamespaceUri', 'van:preferredNamespaceUri']],
  }),
  'mistake-19-roles': sendai({
    'ontology/ontology.ttl': [
      ['role:inTables true', 'role:inTable true'],
      ['role:layout role:Figures', 'role:layout role:Figure'],
      ['role:of sendai:SdgTarget', 'role:of sendai:SdgTargt'],
      ['role:path ( sendai:measuredBy )', 'role:path ( sendai:compound )'],
    ],
  }),
  'mistake-20-texts': sendai({
    'ontology/ontology.ttl': [
      ['text:none "No SDG target is linked."@en', 'text:nones "No SDG target is linked."@en'],
      ['"Figures, invented"@en', '"Figures {counted}, invented"@en'],
      ['"Données inventées"@fr', '"Données inventées"@french'],
    ],
  }),
  'mistake-21-shape-property': thesaurus({
    'ontology/shapes.ttl': shape(
      'sh:targetClas skos:Concept ;',
      'sh:property [ sh:path skos:prefLabel ; sh:minCuont 1 ]',
    ),
  }),
  'mistake-21-shape-value': thesaurus({
    'ontology/shapes.ttl': shape(
      'sh:targetClass skos:Concept ;',
      'sh:property [ sh:path skos:prefLabel ; sh:minCount "one" ; sh:nodeKind sh:Litral ] ;',
      'sh:property [ sh:path skos:notation ; sh:pattern "[0-9" ]',
    ),
  }),
  'mistake-22-shape-term': thesaurus({
    'ontology/shapes.ttl': shape(
      'sh:targetClass skos:Collection ;',
      'sh:property [ sh:path skos:prefLable ; sh:minCount 1 ]',
    ),
  }),
  'mistake-22-shape-without-target': thesaurus({
    'ontology/shapes.ttl': shape('sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ]'),
  }),
  'mistake-23-header-of-a-check': thesaurus({
    'queries/checks/a-focus.rq': check('SELECT ?concept { ?concept a skos:Concept }'),
    'queries/checks/b-severity.rq': check('SELECT ?focus { ?focus a skos:Concept }', { severity: 'notic' }),
    'queries/checks/c-key.rq': check('SELECT ?focus { ?focus a skos:Concept }').replace('# remedy', '# remdy'),
    'queries/checks/d-class.rq': check('SELECT ?focus { ?focus a skos:Collection }', { 'looks-at': 'skos:Colection' }),
    'queries/checks/e-prefix.rq': check('SELECT ?focus { ?focus a skos:Collection }', { 'looks-at': 'skso:Concept' }),
  }),
  'mistake-24-undeclared-prefix': thesaurus({
    'queries/checks/a.rq': check('SELECT ?focus {\n  ?focus a skos:Concept ; sksos:broader ?above\n}'),
    'queries/checks/b.rq': check('SELECT ?focus {\n  ?focus a skos:Concept ; dct:title ?title\n}'),
  }),
  'mistake-25-missing-bracket': thesaurus({
    'queries/checks/a.rq': check(
      'SELECT ?focus {\n  { ?focus a skos:Concept }\n  UNION {\n    ?focus a skos:Collection\n}',
    ),
    'queries/checks/b.rq': check('SELECT ?focus {\n  ?focus skos:prefLabel ?name\n  FILTER (STRLEN(?name > 80)\n}'),
  }),
  'mistake-26-message-of-a-check': thesaurus({
    'queries/checks/a.rq': check('SELECT ?focus ?name { ?focus skos:hiddenLabel ?name }', {
      message: '{focus} has the name {nmae}',
    }),
  }),
  'mistake-27-misspelt-term-in-a-check': sendai({
    'queries/checks/a.rq': check(
      'PREFIX : <https://example.org/sendai/ontology#>\nSELECT ?focus {\n  ?focus a :Indicatr ; skos:broadr ?above\n}',
    ),
  }),
  'mistake-28-form-of-a-derivation': thesaurus({
    'queries/derive/a.rq': derive('ASK { ?a skos:broader ?b }'),
    'queries/derive/c-key.rq': derive('CONSTRUCT { ?b skos:narrower ?a } WHERE { ?a skos:broader ?b }').replace(
      'reason',
      'reasn',
    ),
    'queries/derive/b.rq': derive('INSERT { ?b skos:narrower ?a } WHERE { ?a skos:broader ?b }'),
  }),
  'mistake-29-nothing-derived': thesaurus({
    'queries/derive/a.rq': derive('CONSTRUCT { ?b skos:altLabel ?name } WHERE { ?b skos:hiddenLabel ?name }'),
  }),
  'mistake-30-result-of-a-derivation': thesaurus({
    'queries/derive/a.rq': derive('CONSTRUCT { ?b skos:narrower ?a } WHERE { ?a skos:broader ?b }', 'javascript:graph'),
    'queries/derive/b.rq': derive('CONSTRUCT { ?a skos:note [ skos:note ?b ] } WHERE { ?a skos:prefLabel ?b }'),
  }),
  'mistake-31-exports': thesaurus({
    'queries/exports/a.rq': saved('SELECT ?s { ?s ?p ?o } LIMIT 1', { file: 'a.tsv', format: 'tvs' }),
    'queries/exports/b.rq': saved('SELECT ?s { ?s ?p ?o } LIMIT 1', { file: 'names.csv', format: 'csv' }),
    'queries/exports/c.rq': saved('SELECT ?s { ?s ?p ?o } LIMIT 1', { file: 'names.csv', format: 'csv' }),
    'queries/exports/d.rq': saved('SELECT ?s { ?s ?p ?o } LIMIT 1', { file: 'musikinstrumente.ttl', format: 'csv' }),
    'queries/exports/e.rq': saved('SELECT ?s { ?s ?p ?o } LIMIT 1', { flie: 'e.csv', format: 'csv' }),
  }),
  'mistake-32-saved-queries': thesaurus({
    'queries/examples/a-syntax.rq': saved('SELECT ?s WERE {\n  ?s ?p ?o\n}'),
    'queries/examples/b-update.rq': saved('DELETE WHERE { ?s ?p ?o }'),
    'queries/examples/c-unbound.rq': saved('SELECT ?concept ?naem {\n  ?concept ?p ?name\n}'),
    'queries/examples/d-nothing.rq': saved(`${skos}SELECT ?concept { ?concept skos:hiddenLabel ?name }`),
    'queries/examples/e-key.rq': saved('SELECT ?s { ?s ?p ?o }', { descripton: 'd' }),
    'queries/examples/f-parser.rq': saved('SELECT ?s { ?s ?p ?o . { BIND(1 AS ?o) } BIND(2 AS ?o) }'),
    'queries/summary/g-form.rq': saved('ASK { ?s ?p ?o }'),
    'queries/summary/h-nothing.rq': saved(`${skos}SELECT ?s { ?s a skos:Collection }`),
  }),
  'mistake-33-context': thesaurus({
    'ontology/context.jsonld': context(
      '"broader": { "@id": "skos:broader", "@type": "@idd" }',
      '"narrower": { "@id": "skos:narrower", "@contaner": "@set" }',
      '"related": "sksos:related"',
      '"notation": "skos:notaton"',
      '"prefLabel": { "@container": "@language" }',
      '"altLabel": { "@id": "skos:altLabel", "@container": "@langage" }',
      '"number": 7',
    ),
  }),
  'mistake-33-context-syntax': thesaurus({
    'ontology/context.jsonld': context('"broader": "skos:broader",'),
  }),
  'mistake-33-context-missing': thesaurus({ 'ontology/context.jsonld': '{ "@contxt": {} }\n' }),
  'mistake-34-frame': thesaurus({
    'ontology/frame.jsonld': `{
  "type": "Concpt",
  "broder": {},
  "broader": { "@embd": "@never" },
  "related": { "@embed": "@nver" },
  "inScheme": "../concepts",
  "narrower": { "type": "Conept" }
}
`,
  }),
  'mistake-34-frame-without-type': thesaurus({ 'ontology/frame.jsonld': '{ "broader": {} }\n' }),
  'mistake-35-stray-files': thesaurus({
    'queries/checks/names.rq.txt': check('SELECT ?focus { ?focus a skos:Concept }'),
    'queries/check/names.rq': check('SELECT ?focus { ?focus a skos:Concept }'),
    'queries/links.rq': derive('CONSTRUCT { ?b skos:narrower ?a } WHERE { ?a skos:broader ?b }'),
    'queries/examples/old/names.rq': saved('SELECT ?s { ?s ?p ?o }'),
    'queries/check.csv': 'rule,severity,reason\n',
    'data/table.json': '{}\n',
    'data/rules.ttl': '',
    'data/more.csv': 'a\n1\n',
    'data/observations/area.csv': 'a\n',
    'ontology/context.json': '{}\n',
    'ontology/more.owl': '',
    'ontology/notes.md': 'This file is not stray.\n',
    'ontology/more.ttl': shape('sh:targetClass skos:Concept'),
  }),
  'mistake-35-rule-settings': thesaurus({
    'queries/checks.csv':
      'rule,severity,reason\nmojibak,off,Not needed.\nno-broader-cycle,warnin,\nnotation-unique,off,\n',
  }),
};

/** Makes a mistake in a copy of an example. Throws if an edit changes nothing. */
export function makeMistake(folder: string, { files }: Mistake): void {
  for (const [name, edits] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (typeof edits === 'string') {
      if (existsSync(file)) throw new Error(`${name} exists`);
      writeFileSync(file, edits);
      continue;
    }
    for (const [from, to] of edits) {
      const before = readFileSync(file, 'utf8');
      const after = before.replace(from, () => to);
      if (after === before) throw new Error(`Nothing changed in ${name}: ${from}`);
      writeFileSync(file, after);
    }
  }
}
