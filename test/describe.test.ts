import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { describeInProject, type Place, type Proposal, readRows } from '../src/describe/in-project.js';
import { filesOf } from '../src/files.js';
import { check } from '../src/pipeline.js';
import { gcm, readText, temporaryFolder } from './support/gcm.js';

type Column = Record<string, unknown> & { name: string };

const place = (texts: Record<string, string>): Place => ({
  files: filesOf(new Map(Object.entries(texts).map(([name, text]) => [name, utf8(text)]))),
  data: 'data',
  ontology: 'ontology',
});

/** Describes the sheets that tables.json does not name. */
function propose(texts: Record<string, string>, described = ''): Proposal {
  const project = place(texts);
  const names = Object.keys(texts).filter((name) => name.endsWith('.csv') && !described.includes(path.basename(name)));
  const proposal = describeInProject(
    project,
    names.map((name) => ({ file: path.basename(name), rows: readRows(project.files, name) })),
  );
  if ('fault' in proposal) throw new Error(proposal.fault);
  return proposal;
}

/** The description of a single sheet: its columns by name, its notes, and the rest of its schema. */
function described(text: string, name = 'things.csv', more: Record<string, string> = {}) {
  const { descriptions } = propose({ ...more, [`data/${name}`]: text });
  const { entry, notes } = descriptions.at(-1) as (typeof descriptions)[number];
  const { columns, ...schema } = entry['tableSchema'] as { columns: Column[]; primaryKey?: unknown; aboutUrl: string };
  return { columns: Object.fromEntries(columns.map((column) => [column.name, column])), notes, schema };
}

describe('the headers of a sheet', () => {
  it.each([
    ['prefLabel@de', { propertyUrl: 'skos:prefLabel', lang: 'de' }],
    ['skos:prefLabel@pt-BR', { propertyUrl: 'skos:prefLabel', lang: 'pt-BR' }],
    ['altLabel (fr)', { propertyUrl: 'skos:altLabel', lang: 'fr' }],
    ['alternative label@de[]', { propertyUrl: 'skos:altLabel', lang: 'de', separator: '|' }],
    ['Bezeichnung de', { propertyUrl: 'skos:prefLabel', lang: 'de' }],
    ['définition_fr', { propertyUrl: 'skos:definition', lang: 'fr' }],
    ['definição', { propertyUrl: 'skos:definition', lang: 'en' }],
    ['الاسم (ar)', { propertyUrl: 'skos:prefLabel', lang: 'ar' }],
    ['http://example.org/x#y@ru', { propertyUrl: 'http://example.org/x#y', lang: 'ru' }],
    ['dct:created^^xsd:date', { propertyUrl: 'http://purl.org/dc/terms/created', datatype: 'date' }],
    ['width (mm)', { propertyUrl: 'https://example.org/ontology#widthMm' }],
    ['rolled_up', { propertyUrl: 'https://example.org/ontology#rolledUp' }],
  ])('%s', (header, expected) => {
    const [column = {} as Partial<Column>] = Object.values(described(`code,${header}\n`).columns).slice(1);
    for (const key of ['propertyUrl', 'lang', 'separator', 'datatype'])
      expect(column[key]).toBe(expected[key as never]);
    expect(column['titles']).toBe(header);
  });

  it('takes the language of an unknown word from the other columns', () => {
    const { columns } = described('code,title_en,motto_en,motto_zz\n');
    expect(columns['motto_en']).toMatchObject({ lang: 'en', propertyUrl: 'https://example.org/ontology#motto' });
    expect(columns['motto_zz']?.['lang']).toBeUndefined();
  });

  it('suggests the word that was meant', () => {
    expect(described('code,definiton\n').notes).toContain(
      'things.csv, column "definiton": a new property, because the word is not known. Did you mean "definition"?',
    );
  });
});

describe('the values of a column', () => {
  it.each([
    ['integer', ['0', '12', '-3']],
    ['decimal', ['0.5', '12', '3.25']],
    ['gYear', ['1998', '2025']],
    ['date', ['2025-01-31', '2024-12-01']],
    ['boolean', ['true', 'false']],
    [undefined, ['007', '12']],
    [undefined, ['1.1', '1.2', '1.10']],
    [undefined, ['1.1.1', '1.2']],
    [undefined, ['12 kg', '3']],
    [undefined, []],
  ])('%s: %j', (datatype, values) => {
    const rows = values.map((value, i) => `a${i},${value}\n`).join('');
    expect(described(`id,size\n${rows}`).columns['size']?.['datatype']).toBe(datatype);
  });

  it('makes a code a text with a form, and an address a link', () => {
    const { columns, schema } = described('code,name@en,home\nA-1,One,https://example.org/1\nB-22,Two,\n');
    expect(columns['code']).toMatchObject({
      datatype: { base: 'string' },
      required: true,
      propertyUrl: 'skos:notation',
    });
    expect(columns['home']).toMatchObject({ datatype: { base: 'anyURI' }, valueUrl: '{+home}' });
    expect(schema).toEqual({ aboutUrl: '../thing/{code}', primaryKey: 'code' });
  });

  it('keeps the names of columns and terms apart', () => {
    const { columns } = described('iso3,name,type,Thing,constructor:x\nBEL,Belgium,a,b,c\n');
    expect(columns['iso3']).toMatchObject({ propertyUrl: 'skos:notation', datatype: { format: '[A-Z]+' } });
    expect(columns['type']).toMatchObject({ propertyUrl: 'https://example.org/ontology#type' });
    expect(columns['Thing']).toMatchObject({ propertyUrl: 'https://example.org/ontology#thing' });
    expect(columns['constructor_x']).toMatchObject({ propertyUrl: 'https://example.org/ontology#constructorX' });
    expect(columns['type_1']).toMatchObject({ valueUrl: 'https://example.org/ontology#Thing' });
    expect(described('id,type\na,b\n').columns['row_type']).toMatchObject({ propertyUrl: 'rdf:type' });
  });

  it('numbers the rows of a sheet without a key', () => {
    const { changed } = propose({ 'data/link-types.csv': 'code,name@en\nA,One\n' });
    expect(changed.get('ontology/ontology.ttl')).toMatch(/ontology#LinkType> a [^.]*rdfs:label "Link type"@en/s);
    expect(described('remark\na\na\n', 'remarks.csv').schema).toEqual({ aboutUrl: '../remark/{_row}' });
    expect(described('code\nA\n', 'rooms.csv').schema).toEqual({ aboutUrl: '../room/{code}', primaryKey: 'code' });
  });

  it('writes each new term in a line, with the prefix of the ontology, its name and its plural', () => {
    const prefix = '@prefix plan: <https://example.org/ontology#> .\n';
    const written = (files: Record<string, string>): string[] =>
      (propose(files).changed.get('ontology/ontology.ttl') ?? '').split('\n').filter((line) => / a owl:/.test(line));
    const sheets = {
      'data/axes.csv': 'code,name@en,wild\nA,One,true\n',
      'data/oil-companies.csv': 'code,name@en\nB,Two\n',
    };
    expect(written({ 'ontology/ontology.ttl': prefix, ...sheets })).toEqual([
      'plan:wild a owl:DatatypeProperty ; rdfs:label "wild"@en .',
      'plan:Axis a owl:Class ; rdfs:subClassOf skos:Concept ; rdfs:label "Axis"@en ; role:plural "Axes"@en .',
      'plan:OilCompany a owl:Class ; rdfs:subClassOf skos:Concept ; rdfs:label "Oil company"@en ; role:plural "Oil companies"@en .',
    ]);
    expect(written(sheets)[0]).toMatch(/^<https:\/\/example\.org\/ontology#wild> a owl:DatatypeProperty/);
  });

  it('finds lists of keys, and reports the exceptions', () => {
    const parts = Array.from({ length: 30 }, (_, i) => `p${i},Part ${i}\n`).join('');
    const kits = Array.from({ length: 29 }, (_, i) => `k${i},Kit ${i},p${i}; p${i + 1}\n`).join('');
    const { columns, notes } = described(`code,name,part\n${kits}k,Kit,gone\n`, 'kits.csv', {
      'data/parts.csv': `code,name\n${parts}`,
    });
    expect(columns['part']).toMatchObject({ separator: '; ', valueUrl: '../part/{part}' });
    expect(columns['part']).toHaveProperty(['https://w3id.org/gcm-graph/roles#refersTo'], 'parts.csv');
    expect(notes).toContain('kits.csv, column "part": 1 of 59 values are not in parts.csv, such as "gone"');
  });

  it('does not take counts for keys of another sheet', () => {
    const rooms = described('code,name,doors\na,Hall,1\nb,Attic,2\n', 'rooms.csv', {
      'data/floors.csv': 'code,name\n1,First\n2,Second\n',
    });
    expect(rooms.columns['doors']).toMatchObject({ datatype: 'integer' });
  });

  it('describes links and figures by their parts', () => {
    const others = { 'data/ends.csv': 'code,name\na,A\nb,B\n', 'data/areas.csv': 'code,name\nx,X\ny,Y\n' };
    const pairs = described('end,area\na,x\na,y\nb,x\n', 'pairs.csv', others);
    expect(pairs.schema).toEqual({ aboutUrl: '../pair/{end}-{area}', primaryKey: ['end', 'area'] });
    expect(pairs.columns['area']).toMatchObject({ propertyUrl: 'owl:annotatedTarget', valueUrl: '../area/{area}' });
    expect(pairs.columns['statement']).toMatchObject({ aboutUrl: '../end/{end}', valueUrl: '../area/{area}' });
    const counts = described('end,area,year,value\na,x,2020,1.5\na,x,2021,2\n', 'counts.csv', others);
    expect(counts.schema.primaryKey).toEqual(['end', 'area', 'year']);
    expect(counts.columns['value']).toMatchObject({ datatype: 'decimal' });
    expect(counts.columns['value']?.['propertyUrl']).toMatch(/#obsValue$/);
  });
});

const project = {
  'data/dataset.csv':
    'dataset,identifier,version,title@en,licence,publisher,issued\ndataset,shelf,1.0.0,Shelf,https://creativecommons.org/licenses/by/4.0/,Me,2025-01-01\n',
  'data/schemes.csv': 'scheme,title@en\ntopics,Topics\n',
  'data/topics.csv': 'code,prefLabel@en,altLabel@en[],broader[]\n1,Arts,,\n2,Music,Sound|Tunes,1\n3,Opera,,1|2\n',
  'data/books.csv': 'code,title@en,topic,pages\nb1,First,2,120\nb2,Second,3,80\n',
};

describe('a described project', () => {
  it('has no problems', async () => {
    const { changed } = propose(project);
    const all = place({ ...project, ...Object.fromEntries(changed) });
    const { problems } = await check({ ...all, queries: 'queries' });
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(changed.get('data/schemes.csv')).toBe(`${project['data/schemes.csv']}books,books\n`);
    expect(changed.get('ontology/ontology.ttl')).toContain('<https://example.org/ontology#Book> a owl:Class ;');
  });

  it.each([
    [
      '{"@context":["http://www.w3.org/ns/csvw",{"@base":"https://x.org/v/data/"}],"tables":[{"url":"a.csv"}',
      '],\r\n"x:y": 1 }',
    ],
    ['{ "tables" : [', '\n]\t}'],
  ])('keeps the rest of %s', (before, after) => {
    const { changed } = propose({ ...project, 'data/tables.json': `${before}${after}` });
    const written = changed.get('data/tables.json') as string;
    expect(written.startsWith(before)).toBe(true);
    expect(written.endsWith(after.trimStart())).toBe(true);
    expect(JSON.parse(written).tables.length).toBe(JSON.parse(`${before}${after}`).tables.length + 4);
  });
});

describe('gcm describe', () => {
  const write = (files: Record<string, string>): string => {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return folder;
  };

  it('prints the entry, and writes it with --write', async () => {
    const cwd = write(project);
    const shown = await gcm(['describe', 'data/topics.csv'], { cwd });
    expect(JSON.parse(shown.stdout)).toMatchObject({ url: 'topics.csv' });
    expect(shown.stderr).toContain('topics.csv, column "broader[]": names rows of topics.csv\n');
    const files = Object.keys(project);
    const written = await gcm(['describe', ...files, '--write'], { cwd });
    expect(written).toMatchObject({ code: 0, stdout: '' });
    expect(written.stderr).toContain(`Wrote ${path.join('data/tables.json')}\n`);
    expect(
      readText(cwd, 'data/tables.json')
        .split('\n')
        .filter((line) => line.includes('"name"')),
    ).toHaveLength(25);
    expect(await gcm(['describe', 'data/books.csv', '--write'], { cwd })).toMatchObject({
      code: 1,
      stderr: 'gcm: tables.json describes books.csv already. To describe it again, add --again\n',
    });
  });

  it('describes sheets again, and forgets sheets that are gone', async () => {
    const cwd = write(project);
    await gcm(['describe', ...Object.keys(project), '--write'], { cwd });
    const before = JSON.parse(readText(cwd, 'data/tables.json')).tables.map(({ url }: { url: string }) => url);
    const terms = readText(cwd, 'ontology/ontology.ttl');
    rmSync(path.join(cwd, 'data/books.csv'));
    writeFileSync(path.join(cwd, 'data/topics.csv'), 'code,prefLabel@en,prefLabel@de\n01,Arts,Kunst\n');
    writeFileSync(path.join(cwd, 'data/rooms.csv'), 'code,prefLabel@en\nA,Hall\n');
    const ended = await gcm(['describe', 'data/topics.csv', 'data/rooms.csv', '--again', '--write'], { cwd });
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    const { tables } = JSON.parse(readText(cwd, 'data/tables.json'));
    expect(tables.map(({ url }: { url: string }) => url)).toEqual([
      ...before.filter((url: string) => url !== 'books.csv'),
      'rooms.csv',
    ]);
    const topics = tables.find(({ url }: { url: string }) => url === 'topics.csv').tableSchema.columns;
    expect(topics[0].datatype.format).toBe('[0-9]+');
    expect(topics[2]).toMatchObject({ titles: 'prefLabel@de', lang: 'de' });
    expect(readText(cwd, 'ontology/ontology.ttl').startsWith(terms)).toBe(true);
    expect(readText(cwd, 'ontology/ontology.ttl').match(/ontology#Topic>/g)).toHaveLength(1);
  });

  it.each([
    ['a,,c\n', 'x.csv: A header is blank. Give each column a name'],
    ['a,a\n', 'x.csv: The header "a" occurs twice. Give each column its own name'],
    [
      '',
      'x.csv: The header cannot be read. Write the names of the columns into the first row, and close each quotation mark',
    ],
    [
      'a,b\n1,"2\n',
      'x.csv: The header cannot be read. Write the names of the columns into the first row, and close each quotation mark',
    ],
    ['b\n1\n', 'x.csv: Missing column "a"'],
    ['a\n1\n1\n', 'x.csv, column "a": The values are not a key, because one of them occurs twice or is blank'],
  ])('refuses %j', async (text, words) => {
    const cwd = write({ 'data/x.csv': text });
    const ended = await gcm(['describe', 'data/x.csv', '--key', 'a'], { cwd });
    expect(ended).toEqual({ code: 1, stdout: '', stderr: `gcm: ${words}\n` });
  });

  it('refuses a file in another folder', async () => {
    const cwd = write({ 'data/x.csv': 'a\n', 'y.csv': 'a\n' });
    expect(await gcm(['describe', 'y.csv'], { cwd })).toMatchObject({ code: 2, stdout: '' });
  });
});
