import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { gcmProcess, root, temporaryFolder } from '../support/gcm.js';
import { round, startWatch } from '../support/watching.js';

/** The documents say what is so: their commands run, their paths exist, their samples are what comes out. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(/^( *)```(\w+)\n(.*?)^\1```/gms)]
    .filter((match) => match[2] === language)
    .map((match) => (match[3] as string).replaceAll(/^ +(?=npx|npm)/gm, ''));
const commandLines = (page: string): string[] =>
  blocks(read(page), 'sh').flatMap((block) => block.split('\n').filter(Boolean));

const project = temporaryFolder();
beforeAll(() => {
  for (const folder of ['data', 'ontology', 'queries'])
    cpSync(path.join(root, folder), path.join(project, folder), { recursive: true });
  expect(gcmProcess(['build'], { cwd: project }).code).toBe(0);
});

describe('commands in the documents', () => {
  const own = pages.flatMap((page) =>
    commandLines(page)
      .filter((line) => line.startsWith('npx gcm'))
      .map((line) => [page, line]),
  );
  const standsBy = ([, line]: string[]): boolean => line === 'npx gcm watch';

  it('gcm watch builds and stands by until it is told to end', async () => {
    expect(own.filter(standsBy)).toHaveLength(1);
    const watching = startWatch(project, []);
    expect(await watching.told(round)).toContain('published');
    expect(await watching.end('SIGINT')).toBe(130);
  });

  it.each(own.filter((one) => !standsBy(one)))('%s: %s', (_page, line) => {
    const script = `gcm() { "${process.execPath}" "${path.join(root, 'dist/cli/gcm.js')}" "$@"; }\n${line?.replaceAll('npx gcm', 'gcm')}`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: project, encoding: 'utf8' });
    expect(stderr).not.toContain('bug');
    expect(status).toBe(0);
  });

  it('are all of gcm or npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const line of pages.flatMap(commandLines).filter((one) => !one.startsWith('npx gcm'))) {
      for (const part of line.split(' && ')) {
        const script = /^npm (?:run )?([\w:]+)$/.exec(part)?.[1];
        expect(script === 'ci' || script === undefined ? script : scripts[script], part).toBeTruthy();
      }
    }
  });

  it('of the README are what the checks from a clean checkout run', () => {
    expect(commandLines('README.md').slice(0, 2)).toEqual(['npm ci && npm run build', 'npm ci && npm test']);
    expect(read('.ci/run')).toContain("grep -oE '^npm ci && npm (run build|test)$' README.md");
  });

  it.each(commands.map(({ name }) => name))('gcm %s is documented', (name) => {
    expect(own.some(([, line]) => line?.includes(`npx gcm ${name}`))).toBe(true);
  });
});

it.each([
  [0, 'true\n'],
  [1, '[]\n'],
])('example %i of the library prints %j', (number, expected) => {
  const example = blocks(read('docs/csvw.md'), 'js')[number] ?? '';
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', example], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ stdout, stderr }).toEqual({ stdout: expected, stderr: '' });
});

describe('paths in the documents', () => {
  it.each(pages)('%s', (page) => {
    const text = read(page).replaceAll(/^( *)```.*?^\1```/gms, '');
    const links = [...text.matchAll(/\]\(([^):#]+)\)/g)].map((match) =>
      path.join(path.dirname(page), match[1] as string),
    );
    const spoken = [...text.matchAll(/`((?:data|ontology|queries|src|test|bench|docs)\/[\w./-]*)`/g)].map(
      (match) => match[1] as string,
    );
    const missing = [...links, ...spoken].filter(
      (file) => !/NAME|NN-/.test(file) && !existsSync(path.join(root, file)),
    );
    expect(missing).toEqual([]);
  });
});

describe('samples in the README', () => {
  it('Turtle', () => {
    const turtle = readFileSync(path.join(project, 'build/current/gcm-sdg.ttl'), 'utf8');
    for (const line of blocks(readme, 'turtle')[0]?.split('\n') ?? []) expect(turtle).toContain(line);
  });

  it('an answer', () => {
    const { stdout } = gcmProcess(['query', 'migration-indicators', '--format', 'csv'], { cwd: project });
    for (const line of blocks(readme, 'text')[1]?.split('\n') ?? []) expect(stdout).toContain(line);
  });

  it('a problem', () => {
    const broken = temporaryFolder();
    cpSync(path.join(root, 'data'), path.join(broken, 'data'), { recursive: true });
    const links = path.join(broken, 'data/links.csv');
    writeFileSync(links, readFileSync(links, 'utf8').replace('10,16.2,stated', '10,16.22,stated'));
    const { code, stdout } = gcmProcess(
      ['check', '--ontology', path.join(root, 'ontology'), '--queries', path.join(root, 'queries')],
      { cwd: broken },
    );
    expect(code).toBe(1);
    expect(stdout).toContain(blocks(readme, 'text')[0]);
    expect(stdout.match(/ error /g)).toHaveLength(1); // and nothing else is made of it
  });

  it('the tree names every folder', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !/^(\.|node_modules|dist)/.test(entry.name),
    );
    for (const { name } of folders) expect(readme).toContain(`| \`${name}/\` |`);
  });
});

describe('what must agree', () => {
  it('every dependency has its reason in the decisions', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const decisions = read('docs/decisions.md');
    const named = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
    expect(named.filter((name) => !decisions.includes(name.replace(/^@biomejs\//, '')))).toEqual([]);
  });

  it('the version, wherever it stands', () => {
    const { version } = JSON.parse(read('package.json'));
    for (const file of ['CITATION.cff', 'CHANGELOG.md', 'data/dataset.csv', 'ontology/gcm.ttl'])
      expect(read(file)).toContain(version);
  });

  it('every command of the design has a help page with an example that is a command', () => {
    for (const { name, example } of commands) expect(example).toMatch(new RegExp(`^gcm ${name}\\b`));
  });
});
