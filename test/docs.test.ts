import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, namesOf } from '../src/cli/main.js';
import { blocks, commandLines, gcmLines, pages, read } from './support/documents.js';
import { gcm, ownRules, root, temporaryFolder } from './support/gcm.js';
import { realBuild, realRelease } from './support/releases.js';

/** The paths in the documents exist, and their samples are real output. test/slow runs their commands. */
const readme = read('README.md');

describe('commands in the documents', () => {
  it('are gcm commands or existing npm scripts', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const line of pages.flatMap(commandLines).filter((one) => !one.startsWith('npx gcm'))) {
      for (const part of line.split(' && ').filter((one) => one !== 'npm install gcm-graph')) {
        const script = /^npm (?:run )?([\w:]+)$/.exec(part)?.[1];
        expect(script === 'ci' || script === undefined ? script : scripts[script], part).toBeTruthy();
      }
    }
  });

  it('of the README are run from a clean checkout', () => {
    expect(commandLines('README.md').slice(0, 2)).toEqual(['npm ci && npm run build', 'npm test']);
    expect(read('.ci/run')).toContain("grep -oE '^npm (ci && npm run build|test)$' README.md");
  });

  it.each(commands.map(({ usage }) => namesOf(usage).join(' ')))('gcm %s is documented', (name) => {
    expect(gcmLines.some(([, line]) => line.includes(`npx gcm ${name}`))).toBe(true);
  });
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

describe('the form of the documents', () => {
  const written = pages.filter((page) => page !== 'README.md' && page !== 'docs/problems.md'); // gcm explain writes this one

  it.each(written)('%s begins with its use to the reader', (page) =>
    expect(read(page).split('\n')[2]).toMatch(/^After reading this page you /),
  );

  it('the README is short', () => expect(readme.split('\n').length).toBeLessThanOrEqual(120));

  it('each decision has a context and a consequence, in five lines', () => {
    const entries = read('docs/decisions.md').split(/^### /m).slice(1);
    expect(entries.length).toBeGreaterThan(100);
    for (const entry of entries) {
      const [title = '', body = ''] = entry.split('\n\n');
      expect(body, title).toMatch(/^- Context: .*^- Decision: .*^- Consequence: /ms);
      expect(body.trim().split('\n').length, title).toBeLessThanOrEqual(5);
    }
  });
});

describe('samples in the documents', () => {
  it('Turtle', async () => {
    const turtle = readFileSync(path.join(await realRelease(), 'gcm-sdg.ttl'), 'utf8');
    const [sample = ''] = blocks(read('docs/guide-analysts.md'), 'turtle');
    const lines = sample.split('\n').map((line) => line.replace(/^ {3}/, '')); // it is in a list
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(turtle).toContain(line);
  });

  it('the end of a build', async () => {
    const { stderr } = await realBuild();
    expect(stderr).toContain(blocks(readme, 'text')[0]);
  });

  it('an answer', async () => {
    const out = path.dirname(await realRelease());
    const { stdout } = await gcm(['query', 'migration-indicators', '--format', 'csv', '--out', out]);
    for (const line of blocks(readme, 'text')[2]?.split('\n') ?? []) expect(stdout).toContain(line);
  });

  it('a problem', async () => {
    const broken = temporaryFolder();
    cpSync(path.join(root, 'data'), path.join(broken, 'data'), { recursive: true });
    const links = path.join(broken, 'data/links.csv');
    writeFileSync(links, readFileSync(links, 'utf8').replace('10,16.2,stated', '10,16.22,stated'));
    const { code, stdout } = await gcm(['check', ...ownRules], { cwd: broken });
    expect(code).toBe(1);
    expect(stdout).toContain(blocks(readme, 'text')[1]);
    expect(stdout.match(/ error /g)).toHaveLength(1);
  });

  it('the list of folders', () => {
    const guide = read('docs/guide-developers.md');
    const folders = readdirSync(root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !/^(\.|node_modules|dist)/.test(entry.name),
    );
    for (const { name } of folders) expect(guide).toContain(`| \`${name}/\` |`);
  });
});

describe('what must agree', () => {
  it('every dependency has its reason in the decisions', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const decisions = read('docs/decisions.md');
    const named = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
    expect(named.filter((name) => !decisions.includes(name.replace(/^@biomejs\//, '')))).toEqual([]);
  });

  it('the version in every file that names it', () => {
    const { version } = JSON.parse(read('package.json'));
    for (const file of ['CITATION.cff', 'CHANGELOG.md', 'data/dataset.csv', 'ontology/gcm.ttl'])
      expect(read(file)).toContain(version);
  });

  it('every command has an example in its help', () => {
    for (const { usage, example } of commands)
      expect(example).toMatch(new RegExp(`^gcm ${namesOf(usage).join(' ')}\\b`));
  });
});
