import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, listing, newProject, readText, temporaryFolder } from './support/gcm.js';

describe('gcm init --base', () => {
  it('puts the address everywhere', async () => {
    const base = "https://vocabulary.example/it's/$&/";
    const project = await newProject('--base', base);
    for (const entry of readdirSync(project, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) expect(readText(entry.parentPath, entry.name)).not.toContain('example.org/sorting/');
    expect((await gcm(['build', '--strict'], { cwd: project })).code).toBe(0);
    const subjects = readText(project, 'build/current/sorting.nt').matchAll(/^<([^>]+)>/gm);
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

describe('where gcm init makes it', () => {
  it.each([[[]], [['.git']]])('a folder that holds %j is filled', async (there) => {
    const folder = temporaryFolder();
    for (const name of there) mkdirSync(path.join(folder, name));
    const { code, stdout } = await gcm(['init', '.'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('next: gcm build --strict\n');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual(
      ['.git', '.github', '.gitignore'].slice(1 - there.length),
    );
    expect((await gcm(['check', '--strict'], { cwd: folder })).code).toBe(0);
  });

  it.each([
    ['a folder with a file', 'full', 'full is not empty (notes.txt is there)'],
    ['a file', 'full/notes.txt', 'full/notes.txt is a file'],
    ['a folder in one that is not there', 'nowhere/new', 'there is no folder nowhere'],
  ])('%s is refused and left as it is', async (_what, given, words) => {
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
