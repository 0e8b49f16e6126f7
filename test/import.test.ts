import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, type Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../src/rdf/nquads.js';
import { writeWorkbook } from '../src/workbook/write.js';
import { gcm, listing, readText, root, temporaryFolder } from './support/gcm.js';

const rivers = path.join(root, 'test/import/rivers.ttl');

/** Makes a project from a vocabulary, checks and builds it. */
async function imported(from: string, ...options: string[]): Promise<{ project: string; quads: Quad[]; said: string }> {
  const project = path.join(temporaryFolder(), 'mine');
  const made = await gcm(['init', project, '--from', from, ...options]);
  expect(made.code, made.stderr).toBe(0);
  const built = await gcm(['build', '--no-site', '--strict'], { cwd: project });
  expect(built.code, built.stdout + built.stderr).toBe(0);
  const quads = new Parser().parse(readText(project, 'build/current/mine.nq'));
  return { project, quads, said: made.stderr };
}

const textOf = ({ subject, predicate, object }: Quad): string => lineOf(subject, predicate, object, undefined);

/** The statements of a file. A blank node has the address that the import gives it. */
function statementsOf(file: string, base: string): string[] {
  const quads = new Parser().parse(readFileSync(file, 'utf8'));
  const nodes = new Set(quads.flatMap((quad) => textOf(quad).match(/_:[\w-]+/g) ?? []));
  return quads.map((quad) =>
    textOf(quad).replace(/_:[\w-]+/g, (node) => `<${base}node/${[...nodes].indexOf(node) + 1}>`),
  );
}

describe('gcm init --from a SKOS vocabulary', () => {
  it('keeps every statement, and adds only what is derived', async () => {
    const { quads, said, project } = await imported(rivers, '--base', 'https://example.org/mine/');
    const source = statementsOf(rivers, 'https://example.org/mine/');
    const built = quads.map(textOf);
    expect(source.filter((line) => !built.includes(line))).toEqual([]);
    const isOwn = ({ subject, graph }: Quad): boolean =>
      subject.value !== 'https://example.org/mine/dataset' && !/\/(?:derived|provenance)$/.test(graph.value);
    expect(
      quads
        .filter(isOwn)
        .map(textOf)
        .filter((line) => !source.includes(line)),
    ).toEqual([]);
    expect(said).toBe('');
    expect(listing(path.join(project, 'data'))).toEqual(
      ['collections', 'concepts', 'dataset', 'other-statements', 'schemes']
        .map((name) => `${name}.csv`)
        .concat('tables.json'),
    );
    expect(readText(project, 'ontology/ontology.ttl')).toContain('role:languages ( "en" "de" )');
  });

  it('keeps the addresses of several publishers', async () => {
    const file = path.join(temporaryFolder(), 'mixed.ttl');
    const concept = (iri: string, name: string): string =>
      `<${iri}> a skos:Concept ; skos:inScheme <https://a.example/s> ; skos:topConceptOf <https://a.example/s> ; skos:prefLabel "${name}"@fr .\n`;
    writeFileSync(
      file,
      `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<https://a.example/s> a skos:ConceptScheme ; skos:prefLabel "Tout"@fr .\n${concept('https://a.example/one', 'Un')}${concept('https://b.example/x/two', 'Deux')}`,
    );
    const { quads, project } = await imported(file);
    expect(quads.map(({ subject }) => subject.value)).toContain('https://b.example/x/two');
    expect(readText(project, 'data/concepts.csv')).toMatch(/^uri,/);
    expect(readText(project, 'queries/checks.csv')).toContain('address-under-base,off,');
  });

  it('reports values that a sheet cannot contain', async () => {
    const file = path.join(temporaryFolder(), 'odd.ttl');
    writeFileSync(file, `${readFileSync(rivers, 'utf8')}:lake skos:notation "x"^^ex:Code ; skos:note " "@en .\n`);
    const { said } = await imported(file);
    expect(said).toBe(
      'Not imported: <http://example.net/rivers/lake> <http://www.w3.org/2004/02/skos/core#notation> "x"^^<http://example.net/ns#Code> .\n' +
        'Not imported: <http://example.net/rivers/lake> <http://www.w3.org/2004/02/skos/core#note> " "@en .\n',
    );
  });

  it.each([
    ['missing.ttl', undefined, 2, 'gcm: Missing file "missing.ttl"\n'],
    ['bad.ttl', 'a b .', 1, 'gcm: --from: "bad.ttl" is not Turtle. Expected entity but got abbreviation on line 1.\n'],
  ])('refuses %s', async (name, text, code, stderr) => {
    const cwd = temporaryFolder();
    if (text !== undefined) writeFileSync(path.join(cwd, name), text);
    expect(await gcm(['init', 'new', '--from', name], { cwd })).toEqual({ code, stdout: '', stderr });
    expect(listing(cwd)).toEqual(text === undefined ? [] : [name]);
  });
});

/** Writes a workbook with these sheets, and returns its name. */
async function workbook(sheets: Record<string, string[][]>): Promise<string> {
  const file = path.join(temporaryFolder(), 'book.xlsx');
  const sources = Object.entries(sheets).map(([name, rows]) => {
    const width = Math.max(...rows.map(({ length }) => length));
    const full = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
    return { name, title: name, rows: full, columns: full[0]?.map((_, i) => ({ name: `${i}`, isCode: true })) ?? [] };
  });
  writeFileSync(file, await writeWorkbook('Book', sources));
  return file;
}

/** The statements of resources that the project did not add itself, with short names. */
const shown = (quads: Quad[]): string[] =>
  quads
    .filter(({ subject, graph }) => /^http:\/\/tools/.test(subject.value) && !/provenance|derived/.test(graph.value))
    .map((quad) =>
      textOf(quad)
        .replaceAll(/<http:\/\/(?:www\.w3\.org|purl\.org)[^>]*[#/]([^>]*)>/g, '$1')
        .replace(/ \.\n$/, ''),
    )
    .sort();

describe('gcm init --from a workbook', () => {
  it('reads the form of VocExcel', async () => {
    const file = await workbook({
      Documentation: [
        ['Status', 'this is help'],
        ['Created', 'never'],
      ],
      'Concept Scheme': [
        ['Concept Scheme'],
        ['Property', 'Value'],
        ['Vocabulary IRI*', 'http://tools.example/all'],
        ['Preferred Label*', 'Tools'],
        ['Created Date*', '2024-02-29'],
      ],
      Concepts: [
        ['Concepts'],
        ['Concept IRI*', 'Preferred Label*', 'Definition*', 'Alternate Label', 'Narrower Concept IRIs', 'Colour'],
        ['The identifier of the concept', 'The main label', '', '', '', ''],
        ['t:saw', 'Saw', 'It cuts, slowly.', 'Cutter\nBlade', 't:handsaw\nt:jigsaw', 'red'],
        ['t:handsaw', 'Handsaw', '', '', '', ''],
        ['t:jigsaw', 'Jigsaw', '', '', '', ''],
      ],
      'Additional Concept Properties': [
        ['Additional'],
        ['Concept IRI', 'Exact Match IRI', 'Notation'],
        ['t:saw', 'https://other.example/1', 'S1'],
      ],
      Collections: [
        ['Collections'],
        ['Collection IRI*', 'Preferred Label*', 'Members IRIs*'],
        ['t:hand', 'By hand', 't:saw, t:handsaw'],
      ],
      Prefixes: [['Prefixes'], ['Prefix', 'Namespace'], ['t', 'http://tools.example/']],
    });
    const { quads, said } = await imported(file);
    expect(said).toBe('Not imported: sheet "Concepts", column "Colour"\n');
    expect(shown(quads)).toEqual([
      '<http://tools.example/all> created "2024-02-29"^^date',
      '<http://tools.example/all> title "Tools"@en',
      '<http://tools.example/all> type ConceptScheme',
      '<http://tools.example/hand> member <http://tools.example/handsaw>',
      '<http://tools.example/hand> member <http://tools.example/saw>',
      '<http://tools.example/hand> prefLabel "By hand"@en',
      '<http://tools.example/hand> type Collection',
      ...['handsaw', 'jigsaw'].flatMap((name) => [
        `<http://tools.example/${name}> inScheme <http://tools.example/all>`,
        `<http://tools.example/${name}> prefLabel "${name.replace(/^./, (letter) => letter.toUpperCase())}"@en`,
        `<http://tools.example/${name}> type Concept`,
      ]),
      '<http://tools.example/saw> altLabel "Blade"@en',
      '<http://tools.example/saw> altLabel "Cutter"@en',
      '<http://tools.example/saw> definition "It cuts, slowly."@en',
      '<http://tools.example/saw> exactMatch <https://other.example/1>',
      '<http://tools.example/saw> inScheme <http://tools.example/all>',
      '<http://tools.example/saw> narrower <http://tools.example/handsaw>',
      '<http://tools.example/saw> narrower <http://tools.example/jigsaw>',
      '<http://tools.example/saw> notation "S1"',
      '<http://tools.example/saw> prefLabel "Saw"@en',
      '<http://tools.example/saw> type Concept',
    ]);
  });

  it('reads the form of xls2rdf', async () => {
    const file = await workbook({
      sheet: [
        ['ConceptScheme URI', 'http://tools.example/all'],
        ['PREFIX', 't', 'http://tools.example/'],
        ['dct:title@fr', 'Outils'],
        ['A comment that is not a statement'],
        [],
        [
          'URI',
          'rdf:type',
          'skos:prefLabel@fr',
          'skos:altLabel@fr(separator=",")',
          '^skos:member',
          'dct:created^^xsd:date',
          't:weight',
        ],
        ['t:saw', '', 'Scie', 'lame,dents', 't:hand', '2020-01-31', '12 kg'],
        ['t:hand', 'skos:Collection', 'À main', '', '', '', ''],
      ],
    });
    const { quads, said } = await imported(file);
    expect(said).toBe('');
    expect(shown(quads)).toEqual([
      '<http://tools.example/all> title "Outils"@fr',
      '<http://tools.example/all> type ConceptScheme',
      '<http://tools.example/hand> member <http://tools.example/saw>',
      '<http://tools.example/hand> prefLabel "À main"@fr',
      '<http://tools.example/hand> type Collection',
      '<http://tools.example/saw> <http://tools.example/weight> "12 kg"',
      '<http://tools.example/saw> altLabel "dents"@fr',
      '<http://tools.example/saw> altLabel "lame"@fr',
      '<http://tools.example/saw> created "2020-01-31"^^date',
      '<http://tools.example/saw> inScheme <http://tools.example/all>',
      '<http://tools.example/saw> prefLabel "Scie"@fr',
      '<http://tools.example/saw> type Concept',
    ]);
  });

  it('refuses another workbook', async () => {
    const file = await workbook({
      sheet: [
        ['a', 'b'],
        ['1', '2'],
      ],
    });
    const { code, stderr } = await gcm(['init', path.join(temporaryFolder(), 'new'), '--from', file]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `gcm: --from: "${file}" has neither the form of VocExcel nor of xls2rdf\n`,
    });
  });
});
