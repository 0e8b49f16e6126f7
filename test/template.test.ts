import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { replace } from './support/edit.js';
import { gcm, listing, newProject, readText, root } from './support/gcm.js';

const problemsOf = async (
  project: string,
): Promise<{ code: string; message: string; where: { file: string; cell?: string } }[]> =>
  JSON.parse((await gcm(['check', '--report', 'json'], { cwd: project })).stdout).problems;

describe('the project of gcm init', () => {
  let project: string;
  beforeAll(async () => {
    project = await newProject();
  });

  it('is the template with .gitignore, which npm does not pack', () => {
    const expected = listing(path.join(root, 'template')).map((name) => (name === 'gitignore' ? '.gitignore' : name));
    expect(listing(project)).toEqual(expected.sort());
    expect(readText(project, '.gitignore')).toContain('build/');
  });

  it('can be checked and built without warnings, and queried', async () => {
    expect(await gcm(['check', '--strict'], { cwd: project })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Not compared'),
    });
    const { code, stderr } = await gcm(['build', '--strict'], { cwd: project });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Paper and cardboard');
    expect((await gcm(['verify'], { cwd: project })).code).toBe(0);
    const { stdout } = await gcm(['query', 'which-bin', '--format', 'csv'], { cwd: project });
    expect(stdout).toBe('code,name,bin\r\n2.1,Glass bottle,green\r\n3.1,Plastic bottle,yellow\r\n');
  });

  it('distinguishes and sorts the codes 1.1 and 1.10', () => {
    const rows = readText(project, 'build/current/where-it-goes.csv').split(/\r?\n/);
    expect(rows[1]).toBe('1.1,Newspaper,Journal,Paper and cardboard,blue');
    expect(rows[10]).toBe('1.10,Cardboard box,Boîte en carton,Paper and cardboard,blue');
  });

  it('nests the items in their categories in its JSON-LD', () => {
    const [paper] = JSON.parse(readText(project, 'build/current/sorting.jsonld'))['@graph'];
    expect(paper).toMatchObject({ type: ['Concept', 'Category'], notation: '1' });
    expect(paper.narrower).toHaveLength(10);
    expect(paper.narrower.map(({ prefLabel }: { prefLabel: object }) => prefLabel)).toContainEqual({
      en: 'Book',
      fr: 'Livre',
    });
  });

  it('runs the commands of its README', async () => {
    const commands = /```sh\n(.*?)```/s.exec(readText(project, 'README.md'))?.[1]?.trim().split('\n') ?? [];
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const [first, ...args] = command.split(' ');
      expect(first).toBe('gcm');
      expect((await gcm(args, { cwd: project })).code, command).toBe(0);
    }
  });

  it('has only existing paths in its README', () => {
    const named = [...readText(project, 'README.md').matchAll(/`([\w.]+\/[\w./-]*)`/g)].map(
      (match) => match[1] as string,
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !existsSync(path.join(project, name)))).toEqual([]);
  });

  it('reports a mistake at its cell', async () => {
    const broken = await newProject();
    replace(path.join(broken, 'data'), 'items.csv', '1.10,1,', '1.10,9,');
    const { code, stdout } = await gcm(['check'], { cwd: broken });
    expect(code).toBe(1);
    expect(stdout).toContain('data/items.csv:11:2 error [foreign-key] Unknown code "9" ');
    expect((await gcm(['build'], { cwd: broken })).code).toBe(1);
    expect(existsSync(path.join(broken, 'build/current'))).toBe(false);
  });
});

/** A mistake for each check of the template. */
const mistakes: Record<string, [sheet: string, found: string | RegExp, replacement: string, at: string]> = {
  'category-has-item': ['items.csv', /2\.[12],2,.*\n2\.2,.*\n/, '2.2,1,Jar,Pot,,glassworks\n', 'categories.csv:A3'],
  'code-matches-category': ['items.csv', '1.10,1,', '1.10,3,', 'items.csv:B11'],
  'name-in-each-language': ['items.csv', 'Tea bag,Sachet de thé', 'Tea bag,', 'items.csv:D18'],
  'not-related-to-itself': ['relations.csv', '1.10,3.3', '1.10,1.10', 'relations.csv:B2'],
  'same-name-twice': ['items.csv', 'Magazine,Magazine', 'Newspaper,Magazine', 'items.csv:C2'],
  'source-in-use': ['sources.csv', /\n$/, '\nletter,A letter,Example Town,2024-05-01,\n', 'sources.csv:B4'],
  'scheme-described': ['schemes.csv', 'concepts,', 'concept,', 'categories.csv:A2'],
  'category-name-length': [
    'categories.csv',
    'Packaging',
    'Packaging of every kind that is empty and clean',
    'categories.csv:B4',
  ],
};

describe('the checks of the template', () => {
  it('all have a mistake in this test', () => {
    const rules = readdirSync(path.join(root, 'template/queries/checks')).map((name) => name.replace(/\.rq$/, ''));
    const shapes = readText(root, 'template/ontology/shapes.ttl').matchAll(/^shapes:(\S+) a sh:PropertyShape/gm);
    expect(Object.keys(mistakes).sort()).toEqual([...rules, ...[...shapes].map((match) => match[1])].sort());
  });

  it.each(Object.entries(mistakes))('%s', async (name, [sheet, found, replacement, at]) => {
    const project = await newProject();
    replace(path.join(project, 'data'), sheet, found, replacement);
    const problems = (await problemsOf(project)).filter(({ code }) => code === name);
    expect(problems.map(({ where }) => `${where.file}:${where.cell}`)).toContain(`data/${at}`);
    for (const { message } of problems) expect(message).not.toMatch(/\{\w+\}/);
  });
});
