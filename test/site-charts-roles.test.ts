import { describe, expect, it } from 'vitest';
import { filesOf } from '../src/files.js';
import { namespaces } from '../src/rdf/iri.js';
import { dots } from '../src/site/charts/dots.js';
import { matricesOf } from '../src/site/charts/matrix.js';
import { matrixTable } from '../src/site/charts/matrix-table.js';
import { seriesFigure } from '../src/site/charts/series.js';
import { withHues } from '../src/site/colours.js';
import { hasFigures } from '../src/site/figures/series-figures.js';
import { code } from '../src/site/layout/components.js';
import { withPictures } from '../src/site/project-assets.js';
import type { Site } from '../src/site/view.js';
import { all, cellsOf, drawn, matrix, siteWith } from './support/charts.js';

/** The pictures of a framework for disaster risk reduction, from its roles alone. */
const base = 'https://example.org/sendai/';
const prefixes = `@prefix : <${base}> . @prefix ex: <${base}ontology#> . @prefix role: <${namespaces.role}> .
@prefix text: <${namespaces.text}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
`;

/** Two targets with three indicators. One of these also measures a goal, by the inverse and by a sub-property. */
const data = `${prefixes}
:A a ex:Target ; skos:notation "A" ; skos:prefLabel "Fewer deaths"@en ; skos:inScheme :sendai .
:B a ex:Target ; skos:notation "B" ; skos:prefLabel "Fewer people affected"@en ; skos:inScheme :sendai .
:A-1 a ex:Indicator ; skos:notation "A-1" ; skos:prefLabel "Deaths"@en ; ex:indicatorOf :A ; skos:inScheme :sendai .
:A-2 a ex:Indicator ; skos:notation "A-2" ; skos:prefLabel "Missing"@en ; ex:indicatorOf :A ; skos:inScheme :sendai .
:AB-1 a ex:Indicator ; skos:notation "AB-1" ; skos:prefLabel "Injured"@en ; ex:indicatorOf :B ; skos:inScheme :sendai .
:g1 a ex:Goal ; skos:notation "1" ; skos:prefLabel "Poverty"@en ; skos:inScheme :goals .
:g11 a ex:Goal ; skos:notation "A" ; skos:prefLabel "Cities"@en ; skos:inScheme :goals ; ex:measuredBy :A-1 .
:A-1 ex:supportsFully :g1 . :A-2 ex:supports :g11 .
`;

const roles = `${prefixes}
ex:hasIndicator a owl:ObjectProperty ; owl:inverseOf ex:indicatorOf .
ex:supports a owl:ObjectProperty ; owl:inverseOf ex:measuredBy ; role:strength role:Stated .
ex:supportsFully a owl:ObjectProperty ; rdfs:subPropertyOf ex:supports .
ex:Target a owl:Class ; role:name "Global target"@en ; role:plural "Global targets"@en .
ex:Indicator a owl:Class ; role:plural "Indicators"@en .
ex:Goal a owl:Class ; role:plural "Goals"@en .
`;

const pictures = `
:matrix a role:Matrix ; role:rows ex:Target ; role:path ( ex:hasIndicator ex:supports ) ; role:columns ex:Goal .
:around a role:Neighbourhood ; role:of ex:Target ; role:path ( ex:hasIndicator ) ; role:next ( ex:supports ) .
`;

const siteOf = (turtle: string, ontology: string): Site => siteWith(turtle, ontology, base);

describe('the matrix of another framework', () => {
  const site = siteOf(data, roles + pictures);

  it('counts the things after the first step, also through inverses and sub-properties', () => {
    expect(cellsOf(drawn(matrix, site))).toEqual([
      ['Global target', 'Poverty 1', 'Cities A', 'Total'],
      ['A Fewer deaths', '1', '2', '3'],
      ['B Fewer people affected', '', '', '0'],
    ]);
    expect(all(drawn(matrix, site), / title="(A-[^"]*)"/g)).toEqual(['A-1', 'A-1, A-2']);
  });

  it('has neutral texts, or the texts of the project', () => {
    expect(drawn(matrix, site)).toContain('Number of connections');
    const own = siteOf(data, `${roles}${pictures}:matrix text:heading "Which {rows} help?"@en .`);
    expect(drawn(matrix, own)).toContain('Which Global targets help?');
  });

  it('links a cell to a part of a page only if the page has parts by column', () => {
    const cells = (ontology: string): string[] =>
      all(drawn(matrix, siteOf(data, ontology)), /<td[^>]*><a href="([^"]*)/g);
    expect(cells(roles + pictures)).toEqual(['A.html', 'A.html']);
    const section =
      ':s a role:Section ; role:of ex:Target ; role:path ( ex:hasIndicator ) ; role:groupBy ex:supports .';
    expect(cells(roles + pictures + section)).toEqual(['A.html#goal-1', 'A.html#goal-A']);
  });

  it('can be one of several, with a separate id', () => {
    const second = ':other a role:Matrix ; role:rows ex:Indicator ; role:path ( ex:supports ) ; role:columns ex:Goal .';
    const own = siteOf(data, roles + pictures + second);
    const ids = matricesOf(own).flatMap((one) =>
      all(
        drawn((view) => matrixTable(view, one), own),
        / id="([^"]*)"/g,
      ),
    );
    expect(ids).toEqual(['matrix', 'matrix-2']);
  });

  it('can connect things of one kind with one another', () => {
    const same =
      ':m a role:Matrix ; role:rows ex:Target ; role:path ( ex:hasIndicator ex:helps ) ; role:columns ex:Target .';
    const [, ...rows] = cellsOf(drawn(matrix, siteOf(`${data}:A-1 ex:helps :B . :AB-1 ex:helps :A .`, roles + same)));
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['', '1', '1'],
      ['1', '', '1'],
    ]);
  });

  it('omits empty rows and columns if there are many', () => {
    const more = Array.from({ length: 50 }, (_, i) => `:g${i + 20} a ex:Goal ; skos:prefLabel "Goal ${i}"@en .\n`).join(
      '',
    );
    expect(cellsOf(drawn(matrix, siteOf(data + more, roles + pictures)))[0]).toHaveLength(1 + 2 + 1);
    expect(cellsOf(drawn(matrix, siteOf(data, roles + pictures)))).toHaveLength(1 + 2); // with an empty row
  });
});

describe('the dots of another framework', () => {
  const around = (turtle: string, thing: string): string =>
    drawn(dots, siteOf(turtle, roles + pictures), { thing: `${base}${thing}` });

  it('have a row for each thing of the path and a column for each thing after it', () => {
    const html = around(data, 'A');
    expect(cellsOf(html)).toEqual([
      ['', '1', 'A'],
      ['A-1 Deaths', 'connected', 'connected'],
      ['A-2 Missing', '', 'connected'],
    ]);
    expect(all(html, /class="shared">(.*?)<\/span>/g)).toHaveLength(1); // only one shares more than one thing
  });

  it('are about things of the same kind, if there are some', () => {
    const html = around(`${data}:A-1 ex:supports :B .`, 'A');
    expect(cellsOf(html)).toEqual([
      ['', 'A', 'B'],
      ['A-1 Deaths', 'connected', 'connected'],
      ['A-2 Missing', 'connected', ''],
    ]);
  });

  it('need a row, a column and a role', () => {
    expect(around(`${prefixes}:C a ex:Target ; skos:prefLabel "C"@en .`, 'C')).toBe('');
    expect(around(data, 'A-1')).toBe('');
  });
});

describe('the figures of another framework', () => {
  const figures = `${data}:A-1 ex:about :A-1 .
:kenya a ex:Country ; skos:notation "KE" ; skos:prefLabel "Kenya"@en . :world a ex:Country ; skos:notation "W" ; skos:prefLabel "World"@en .
:f1 ex:about :A-1 ; ex:country :kenya ; ex:year "2020" ; ex:amount "12" ; ex:unit "people" .
:f2 ex:about :A-1 ; ex:country :kenya ; ex:year "2021" ; ex:amount "10" ; ex:unit "people" .
:f3 ex:about :A-1 ; ex:country :world ; ex:year "2020" ; ex:amount "90" ; ex:unit "people" .
:f4 ex:about :A-2 ; ex:year "2020" ; ex:amount "7" .
:f5 ex:about :AB-1 ; ex:year "2020" .
`;
  const parts = `${roles}ex:about role:is role:FigureSeries . ex:country role:is role:FigureArea . ex:year role:is role:FigurePeriod .
ex:amount role:is role:FigureValue . ex:unit role:is role:FigureUnit . ex:Country role:drawnFirst "W" .
`;
  const site = siteOf(figures, parts);
  const chart = (series: string): string => drawn((view) => seriesFigure(view, `${base}${series}`), site);

  it('are found by the roles of properties, with a unit as text and the first area first', () => {
    expect(cellsOf(chart('A-1'))).toEqual([
      ['Country', 'Newest', 'Year', 'Change'],
      ['World', '90', '2020', ''],
      ['Kenya', '10', '2021', ''],
    ]);
    expect(chart('A-1')).toMatch(/Deaths<\/bdi><\/a>.*people · 2020–2021/);
  });

  it('can have no area, but must have a value', () => {
    expect(cellsOf(chart('A-2'))).toEqual([
      ['Indicator', 'Newest', 'Year', 'Change'],
      ['Missing', '7', '2020', ''],
    ]);
    expect(chart('AB-1')).toBe('');
    expect(['A-2', 'AB-1'].map((one) => hasFigures(site, `${base}${one}`))).toEqual([true, false]);
  });
});

describe('figures by another dimension', () => {
  const figures = `${data}:f1 ex:about :A-1 ; ex:year "2020" ; ex:amount "3" ; ex:sex "F" . :f2 ex:about :A-1 ; ex:year "2020" ; ex:amount "5" ; ex:sex "T" .
:f3 ex:about :A-1 ; ex:year "2021" ; ex:amount "6" ; ex:sex "T" .
`;
  const parts = `${roles}ex:about role:is role:FigureSeries . ex:year role:is role:FigurePeriod . ex:amount role:is role:FigureValue .
`;
  const rowsOf = (ontology: string): string[][] =>
    cellsOf(drawn((view) => seriesFigure(view, `${base}A-1`), siteOf(figures, parts + ontology)));

  it('are omitted if the dimension has a code for the total', () => {
    const rows = rowsOf('ex:sex role:is role:FigureDimension ; role:total "T" .');
    expect(rows).toEqual([
      ['Indicator', 'Newest', 'Year', 'Change'],
      ['Deaths', '6', '2021', ''],
    ]);
  });

  it('are not drawn if it is unknown which of several values is the total', () => {
    expect(rowsOf('')).toEqual([
      ['Indicator', 'Newest', 'Year', 'Change'],
      ['Deaths', '6', '2021', ''],
    ]);
  });
});

describe('without roles', () => {
  it('there are no pictures, even if the data has connections', () => {
    const site = siteOf(data, '');
    expect(matricesOf(site)).toEqual([]);
    expect(drawn(dots, site, { thing: `${base}A` })).toBe('');
    expect(drawn((view) => seriesFigure(view, `${base}A-1`), site)).toBe('');
    expect(drawn((view) => code(view, `${base}A`), site)).toContain('class="code"');
    expect(withHues(site, 'a{b:c}.hue-0{--hue:#abcdef}d{e:f}')).toBe('a{b:c}d{e:f}');
  });
});

describe('colours', () => {
  const site = siteOf(data, `${roles}:B role:colour "#112233" . :A role:colour "#445566" .`);
  const markOf = (thing: string): string | undefined =>
    all(
      drawn((view) => code(view, `${base}${thing}`), site),
      /class="code ?([^"]*)/g,
    )[0];

  it('hold for a thing and for codes that begin with its code, inside its scheme', () => {
    expect(['A', 'B', 'A-1', 'A-2'].map(markOf)).toEqual(['hue-1', 'hue-2', 'hue-1', 'hue-1']);
    expect([markOf('AB-1'), markOf('g11')], 'no separator, another scheme').toEqual(['', '']);
  });

  it('are in the style sheet', () => {
    expect(withHues(site, '.hue-0 {\n  --hue-light: #abcdef;\n  --hue-dark: #abcdef;\n}')).toBe(
      '.hue-1{--hue-light:#445566;--hue-dark:#5f778f}.hue-2{--hue-light:#112233;--hue-dark:#183047}',
    );
  });
});

describe('the pictures of the site', () => {
  it('can be pictures of the project', () => {
    const [ours, theirs] = [Buffer.from('program'), Buffer.from('project')];
    const files = filesOf(new Map([['onto/favicon.svg', theirs]]));
    const program = new Map(
      [ours].flatMap((bytes) => ['favicon.svg', 'preview.png', 'site.css'].map((name) => [name, bytes])),
    );
    const project = { files, data: 'data', ontology: 'onto', queries: 'queries' };
    const found = withPictures(program as Map<string, Buffer>, project);
    expect([...found].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ['favicon.svg', 'project'],
      ['preview.png', 'program'],
      ['site.css', 'program'],
    ]);
  });
});

it('a matrix without rows of its kind is omitted', () => {
  const site = siteOf(`${prefixes}:x a ex:Other ; skos:prefLabel "X"@en .`, roles + pictures);
  expect(matricesOf(site).map((one) => drawn((view) => matrixTable(view, one), site))).toEqual([]);
});
