import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, type Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../src/files.js';
import { diskFiles } from '../src/node/disk-files.js';
import { type Curie, iri, namespaces } from '../src/rdf/iri.js';
import { rolesFaults } from '../src/roles/check-roles.js';
import { nounOf, readDefinitions } from '../src/roles/definitions.js';
import { noRoles, type Roles, readRoles } from '../src/roles/roles.js';
import { createStatements, withoutRoles } from '../src/roles/statements.js';
import { readVocabulary } from '../src/roles/vocabulary.js';
import { gcm, root, wholeProject } from './support/gcm.js';

const textIn = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const english = JSON.parse(textIn('src/site/words/en.json'));

const base = 'https://example.org/';
const own = `${base}ontology#`;

const prefixes = `@prefix ex: <${own}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix role: <${namespaces.role}> . @prefix text: <${namespaces.text}> .
`;

/** Two kinds, a property with its inverse and a sub-property, and a class and a property without a role. */
const plants = `<${base}ontology> a owl:Ontology .
ex:Plant a owl:Class . ex:Rose rdfs:subClassOf ex:Plant . ex:Soil a owl:Class .
ex:growsIn a owl:ObjectProperty ; rdfs:domain ex:Plant ; rdfs:range ex:Soil ; owl:inverseOf ex:feeds .
ex:thrivesIn a owl:ObjectProperty ; rdfs:subPropertyOf ex:growsIn .
ex:height a owl:DatatypeProperty .
`;

const vocabularyOf = (text: string) => {
  const content = Buffer.from(`${prefixes}${plants}${text}`);
  return readVocabulary({ files: filesOf(new Map([['ontology/plants.ttl', content]])), ontology: 'ontology' }, base);
};
const rolesOf = (text: string): Roles => readRoles(vocabularyOf(text).quads);
const firstLine = `${prefixes}${plants}`.split('\n').length;

/** The faults of the statements after the ontology of plants: "2 error: message". Line 1 is the first one after it. */
function faultsOf(text: string): string[] {
  const vocabulary = vocabularyOf(text);
  expect(vocabulary.faults).toEqual([]);
  return rolesFaults(vocabulary, readRoles(vocabulary.quads), base, english).map(
    ({ where, severity, message }) =>
      `${(where.row ?? 0) - firstLine + 1} ${severity}: ${message.replaceAll(own, 'ex:')}`,
  );
}

describe('the roles of the migration project', () => {
  const vocabulary = readVocabulary(
    { files: diskFiles, ontology: path.join(root, 'ontology') },
    'https://w3id.org/gcm-graph/',
  );
  const roles = readRoles(vocabulary.quads);
  const gcm = (name: string): string => iri(`gcm:${name}`);
  const sdgo = (name: string): string => `http://metadata.un.org/sdg/ontology#${name}`;

  it('have no faults', () => {
    expect(vocabulary.faults).toEqual([]);
    expect(rolesFaults(vocabulary, roles, 'https://w3id.org/gcm-graph/', english)).toEqual([]);
  });

  it('are read completely', () => {
    expect(roles.languages).toEqual(['en', 'fr', 'es', 'ar', 'zh', 'ru']);
    expect(roles.firstQuery).toBe('objective-10');
    expect(Object.keys(roles.prefixes)).toEqual(['gcm', 'sdgo']);
    const inOrder = [...roles.kinds].sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0));
    const kinds = 'Objective Principle Goal Target Indicator Series Source Area Unit LinkStatus Agent Tier';
    const withPages = inOrder.filter(([, { withoutPages }]) => !withoutPages);
    expect(withPages.map(([kind]) => kind.replace(/.*[/#]/, '')).join(' ')).toBe(kinds);
    expect(inOrder.filter(([, { withoutPages }]) => withoutPages).map(([kind]) => kind)).toEqual([gcm('Code')]);
    expect(roles.kinds.get(sdgo('Indicator'))).toMatchObject({
      alsoCalled: ['SDG', 'ODD', 'ODS', 'ЦУР'],
      facts: [sdgo('custodianAgency'), sdgo('tier'), sdgo('hasSeries')],
      preferred: gcm('concernsMigration'),
      inTables: true,
    });
    expect(roles.kinds.get(gcm('Area'))?.divisions.map((codes) => codes.length)).toEqual([5, 7]);
    expect(roles.codeTypes).toEqual([sdgo('SDGCodeCompact')]);
    expect(roles.properties.get(gcm('areaKind'))?.values.get('world')?.get('fr')).toBe('monde');
    expect(roles.properties.get(gcm('status'))?.proposals).toEqual(['proposed']);
    expect(roles.parts).toMatchObject({
      LinkStatus: [gcm('status')],
      LinkFrom: [iri('owl:annotatedSource'), iri('sssom:subject_id')],
    });
    const sections = [...roles.sections].map(([kind, all]) => [
      kind.replace(/.*[/#]/, ''),
      all.map(({ anchor }) => anchor).join(' '),
    ]);
    expect(Object.fromEntries(sections)).toEqual({
      Objective: 'targets figures',
      Goal: 'targets objectives',
      Target: 'objectives measures',
      Indicator: 'figures objectives targets',
      Series: 'indicators figures',
    });
    expect(roles.neighbourhoods.get(gcm('Objective'))?.next).toEqual([gcm('connectedObjective')]);
    expect(roles.matrices).toMatchObject([{ rows: gcm('Objective'), columns: sdgo('Goal') }]);
    expect(roles.coverage.map(({ isStated }) => isStated)).toEqual([false, true, false, false, false]);
    expect(roles.colours.get('http://metadata.un.org/sdg/10')).toBe('#dd1367');
    expect(roles.texts.textOf('retiredTitle', 'es')).toBe('Este indicador ya no se utiliza');
  });

  it('do not hide what the ontology says', () => {
    const lines = (quads: Quad[]): string[] =>
      quads
        .filter(({ predicate }) => !predicate.value.startsWith(namespaces.vann)) // also in roles.ttl
        .map(({ subject, predicate, object }) => `${subject.value} ${predicate.value} ${object.value}`);
    expect(lines(withoutRoles(vocabulary.quads)).sort()).toEqual(
      ['gcm.ttl', 'figures.ttl'].flatMap((file) => lines(new Parser().parse(textIn(`ontology/${file}`)))).sort(),
    );
  });
});

describe('the reader', () => {
  it('needs no roles', () => {
    const roles = rolesOf('');
    expect({ ...roles, properties: 0, texts: 0 }).toEqual({ ...noRoles, properties: 0, texts: 0 });
    expect(roles.properties.get(`${own}growsIn`)).toMatchObject({
      inverses: [`${own}feeds`],
      subProperties: [`${own}thrivesIn`],
    });
  });

  it('inherits a strength downwards and to inverses only', () => {
    const { properties } = rolesOf(
      'ex:growsIn role:strength role:Proposed . ex:livesIn a owl:ObjectProperty . ex:growsIn rdfs:subPropertyOf ex:livesIn .',
    );
    const strengths = ['growsIn', 'feeds', 'thrivesIn', 'livesIn'].map((one) => properties.get(own + one)?.strength);
    expect(strengths).toEqual(['proposed', 'proposed', 'proposed', undefined]);
  });

  it('prefers a declared part, and its most specific property', () => {
    const { parts } = rolesOf('ex:growsIn role:is role:FigureArea . ex:thrivesIn rdfs:subPropertyOf ex:growsIn .');
    expect(parts.FigureArea).toEqual([`${own}thrivesIn`, `${own}growsIn`]);
    expect(parts.FigurePeriod).toEqual([iri('sdmx-dimension:refPeriod')]);
  });

  it('gives a section the layout of its last property and the anchor of its IRI', () => {
    const { sections } = rolesOf(`ex:growsIn role:strength role:Stated .
<${base}page/b> a role:Section ; role:of ex:Plant ; role:path ( ex:growsIn ) .
<${base}page/a> a role:Section ; role:of ex:Plant ; role:path ( ex:growsIn ex:height ) ; role:order 2 ; role:most 7 .`);
    expect(sections.get(`${own}Plant`)).toMatchObject([
      { anchor: 'a', layout: 'list', most: 7 },
      { anchor: 'b', layout: 'claims', most: 3 },
    ]);
  });

  it('reads every role that rules/roles.ttl defines, and knows the standard properties of the parts', () => {
    const source = textIn('src/roles/roles.ts') + textIn('src/roles/properties.ts');
    const read = new Set([...source.matchAll(/'role:(\w+)'/g)].map(([, name]) => `${namespaces.role}${name}`));
    expect([...readDefinitions().definitions.keys()].filter((role) => !read.has(role))).toEqual([]);
    const defined = createStatements(new Parser().parse(textIn('rules/roles.ttl')));
    const parts = defined.subjects.filter((one) => defined.has(one, 'rdf:type', iri('role:Part')));
    const standard = parts.map((one) => [one.slice(namespaces.role.length), defined.values(one, 'rdfs:seeAlso')]);
    const known = Object.entries<Curie[]>(JSON.parse(textIn('src/roles/terms.json')).parts);
    expect(Object.fromEntries(standard)).toEqual(Object.fromEntries(known.map(([name, all]) => [name, all.map(iri)])));
  });
});

it('docs/roles.md lists the vocabulary. Update it with: npx vitest run --project fast test/roles.test.ts -u', async () => {
  const [before = ''] = textIn('docs/roles.md').split(/(?<=## All roles\n\n)/);
  await expect(`${before}${roleTables()}`).toMatchFileSnapshot('../docs/roles.md');
});

/** rules/roles.ttl as tables: the roles, and the individuals of each class. */
function roleTables(): string {
  const { subjects, value, values, has } = createStatements(new Parser().parse(textIn('rules/roles.ttl')));
  const table = (head: string[], rows: string[][]): string =>
    [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
  const nameOf = (one: string): string => `\`${one.replace(namespaces.role, 'role:')}\``;
  const definitionOf = (one: string): string => value(one, 'skos:definition') ?? '';
  const roles = [...readDefinitions().definitions].map(([role, { text, subjects, range, isSingle }]) => [
    nameOf(role),
    subjects.map(nounOf).join(', ') || 'any thing',
    `${range.words}${isSingle ? '' : ', any number'}`,
    text,
    value(role, 'rdfs:comment') ?? 'required',
  ]);
  const individuals = ['Strength', 'Layout', 'Part'].map((name) => {
    const own = subjects.filter((one) => has(one, 'rdf:type', `${namespaces.role}${name}`));
    const rows = own.map((one) => [
      nameOf(one),
      definitionOf(one),
      ...(name === 'Part'
        ? [
            values(one, 'rdfs:seeAlso')
              .map((iri) => iri.replace(/.*[#/]/, ''))
              .join(', '),
          ]
        : []),
    ]);
    const head = ['name', 'meaning', ...(name === 'Part' ? ['standard'] : [])];
    return `\n## role:${name}\n\n${definitionOf(`${namespaces.role}${name}`)}\n\n${table(head, rows)}`;
  });
  return `${table(['role', 'of', 'value', 'meaning', 'if missing'], roles)}${individuals.join('')}`;
}

describe('the texts', () => {
  const texts = rolesOf(`<${base}ontology> role:languages ( "de" "fr" ) ; text:lead "Pflanzen"@de , "Plants"@en-GB .
ex:Plant text:none "Rien"@fr , "Nothing"@en .`).texts;

  it('of a subject are better in another language than none', () => {
    expect(['fr', 'fr-CA', 'en', 'de', 'ru'].map((one) => texts.textOf('none', one, `${own}Plant`))).toEqual([
      'Rien',
      'Rien',
      'Nothing',
      'Rien',
      'Rien',
    ]);
    expect(texts.textOf('none', 'fr')).toBeUndefined();
  });

  it('of the ontology hold in their language only', () =>
    expect(['de-AT', 'en', 'fr'].map((one) => texts.textOf('lead', one, `${own}Plant`))).toEqual([
      'Pflanzen',
      'Plants',
      undefined,
    ]));
});

describe('a fault is reported with its line', () => {
  it.each([
    [
      'an unknown role',
      'ex:Plant role:ordre 1 .',
      '1 error: role:ordre is not a term of the vocabulary of roles. Did you mean "role:order"?',
    ],
    [
      'an unknown class',
      'ex:s a role:Sektion .',
      '1 error: role:Sektion is not a term of the vocabulary of roles. Did you mean "role:Section"?',
    ],
    [
      'a role of another kind of subject',
      '\nex:growsIn role:inTables true .',
      '2 error: role:inTables describes a class, but ex:growsIn is a property',
    ],
    [
      'a subject that is not described',
      'ex:s role:layout role:List .',
      '1 error: role:layout describes a section, but ex:s is not described',
    ],
    [
      'a text instead of a number',
      'ex:Plant role:order "first" .',
      '1 error: role:order of ex:Plant has the value "first", but it must be a whole number',
    ],
    [
      'another resource',
      'ex:growsIn role:strength role:Statd .',
      '1 error: role:strength of ex:growsIn has the value "role:Statd", but it must be a strength. Did you mean "role:Stated"?',
    ],
    [
      'a class instead of a property',
      'ex:Plant role:preferred ex:Soil .',
      '1 error: role:preferred of ex:Plant has the value "ex:Soil", but it must be a property',
    ],
    [
      'a property instead of a list',
      'ex:Plant role:facts ex:height .',
      '1 error: role:facts of ex:Plant has the value "ex:height", but it must be a list of properties',
    ],
    [
      'a colour in words',
      'ex:Plant role:colour "green" .',
      '1 error: role:colour of ex:Plant has the value "green", but it must be a colour in the form #1a2b3c',
    ],
    [
      'a code without a name',
      'ex:height role:value [ skos:notation "s" ] .',
      '1 error: role:value of ex:height has the value a node without a name, but it must be a code with its name',
    ],
    [
      'an invalid language tag',
      `<${base}ontology> role:languages ( "English!" ) .`,
      `1 error: role:languages of ${base}ontology has the value a node without a name, but it must be a list of language tags`,
    ],
    [
      'two values of a single role',
      'ex:Plant role:order 1 ;\n  role:order 2 .',
      '2 error: ex:Plant has more than one role:order',
    ],
    [
      'two names in a language',
      'ex:Plant role:name "Plant"@en , "Herb"@en , "Pflanze"@de .',
      '1 error: ex:Plant has more than one role:name',
    ],
    ['a section without a path', 'ex:s a role:Section ; role:of ex:Plant .', '1 error: ex:s has no role:path'],
    [
      'a term that is not defined',
      'ex:growsInn role:name "grows in"@en .',
      '1 warning: The ontology does not define ex:growsInn. Did you mean "ex:growsIn"?',
    ],
    [
      'a step that begins elsewhere',
      'ex:s a role:Section ; role:of ex:Soil ; role:path ( ex:growsIn ) .',
      '1 warning: role:path of ex:s leads to ex:Soil, but the step ex:growsIn begins at ex:Plant',
    ],
    [
      'an unknown text',
      'ex:Plant text:hedding "Plants"@en .',
      '1 error: text:hedding is not a text of the site. Did you mean "heading"?',
    ],
    [
      'an unknown placeholder',
      `<${base}ontology> text:claimCount "{cuont} links"@en .`,
      `1 error: The text text:claimCount of ${base}ontology contains {cuont}, which is not replaced. Did you mean "count"?`,
    ],
    [
      'a placeholder in one language only',
      `<${base}ontology> text:claimCount "{count} links"@en , "Links"@de .`,
      `1 warning: The text text:claimCount of ${base}ontology does not contain {count} in the language de, but in other languages`,
    ],
    [
      'a bad language tag',
      'ex:Plant role:name "Plant"@e .',
      '1 error: role:name of ex:Plant: "e" is not a language tag such as en or zh-Hans',
    ],
  ])('%s', (_, text, expected) => expect(faultsOf(text)).toEqual([expected]));

  it('but not a role of a class of another ontology, a subclass, or a text with the number of a property', () =>
    expect(
      faultsOf(`<https://example.org/plant/1> role:colour "#00ff00" . <http://example.net/Tool> role:order 1 ; role:facts ( <http://example.net/size> ) .
ex:s a role:Section ; role:of ex:Rose ; role:path ( ex:growsIn ) ; role:codes ( ex:feeds ) ; text:answer "{growsIn} {codes}"@en .`),
    ).toEqual([]));
});

it('gcm check reports a wrong role with the name and the line of its file', async () => {
  const folder = wholeProject();
  const file = path.join(folder, 'ontology/roles.ttl');
  const text = readFileSync(file, 'utf8').replace('role:inTables true', 'role:inTable true');
  writeFileSync(file, text);
  const line = text.slice(0, text.indexOf('role:inTable true')).split('\n').length;
  const { code, stdout } = await gcm(['check', '--since', 'none'], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toContain(`ontology/roles.ttl:${line} error [release-part] role:inTable is not a term`);
});
