import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, listing, newProject, readText, temporaryFolder } from './support/gcm.js';

describe('gcm init --base', () => {
  it('has no other base anywhere', async () => {
    const base = "https://vocabulary.example/it's/$&/";
    const project = await newProject('--base', base);
    for (const entry of readdirSync(project, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) expect(readText(entry.parentPath, entry.name)).not.toContain('example.org');
    expect((await gcm(['build', '--strict'], { cwd: project })).code).toBe(0);
    const subjects = readText(project, 'build/current/new.nt').matchAll(/^<([^>]+)>/gm);
    expect([...subjects].filter(([, subject]) => !subject?.startsWith(base))).toEqual([]);
  });

  it.each([
    'example.org',
    'https://example.org/a',
    'https://example.org/a"b/',
    'https://example.org/é/',
    'HTTPS://x.org/',
  ])('refuses %s', async (base) => {
    const folder = temporaryFolder();
    const { code, stderr } = await gcm(['init', 'new', '--base', base], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^gcm: --base: .*\n$/);
    expect(listing(folder)).toEqual([]);
  });
});

describe('gcm init', () => {
  it.each([
    [['--languages', 'de,xx_y'], '--languages: "xx_y" is not a language tag such as en or zh-Hans'],
    [['--template', 'thesarus'], '--template: Unknown value "thesarus". Expected one of thesaurus, codes, framework'],
  ])('refuses %j', async (options, words) => {
    const folder = temporaryFolder();
    expect(await gcm(['init', 'new', ...options], { cwd: folder })).toEqual({
      code: 2,
      stdout: '',
      stderr: `gcm: ${words}\n`,
    });
    expect(listing(folder)).toEqual([]);
  });

  it('does not use a known prefix for its own terms', async () => {
    const project = await newProject('--name', 'SKOS', '--template', 'codes', '--languages', 'DE,de,pt-br');
    expect(readText(project, 'ontology/ontology.ttl')).toContain(
      '@prefix myskos: <https://example.org/skos/ontology#>',
    );
    expect(readText(project, 'ontology/ontology.ttl')).toContain('role:languages ( "de" "pt-BR" )');
    expect((await gcm(['check', '--strict'], { cwd: project })).code).toBe(0);
  });

  it('takes the name and the base from the folder', async () => {
    const folder = temporaryFolder();
    const { stdout } = await gcm(['init', 'fire-safety'], { cwd: folder });
    expect(stdout).toMatch(/^Created "Fire safety" in fire-safety \(\d+ files\)/);
    expect(readText(folder, 'fire-safety/data/tables.json')).toContain(
      '"@base": "https://example.org/fire-safety/data/"',
    );
  });

  it('prints the next commands, one per line', async () => {
    const folder = temporaryFolder();
    expect((await gcm(['init', 'a b'], { cwd: folder })).stdout).toContain('Next:\n  cd "a b"\n  gcm build --strict\n');
  });

  it.each([[[]], [['.git']]])('fills a folder that contains %j', async (names) => {
    const folder = temporaryFolder();
    for (const name of names) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, 'Thumbs.db'), ''); // of a file manager
    const { code, stdout } = await gcm(['init', '.'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('Next:\n  gcm build --strict\n');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual(
      ['.git', '.github', '.gitignore'].slice(1 - names.length),
    );
    expect((await gcm(['check', '--strict'], { cwd: folder })).code).toBe(0);
  });

  it.each([
    ['a folder with a file', 'full', '"full" is not empty (it contains notes.txt)'],
    ['a file', 'full/notes.txt', '"full/notes.txt" is a file'],
    ['a folder inside a missing folder', 'nowhere/new', 'Missing folder "nowhere"'],
  ])('rejects %s and does not change it', async (_what, given, words) => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'full'));
    writeFileSync(path.join(folder, 'full/notes.txt'), 'mine');
    const { code, stderr } = await gcm(['init', given], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(listing(folder)).toEqual(['full', 'full/notes.txt']);
    expect(readText(folder, 'full/notes.txt')).toBe('mine');
  });
});
