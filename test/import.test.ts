import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, type Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { lineOf } from '../src/rdf/nquads.js';
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
