import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replace } from './support/edit.js';
import { gcm, listing, newProject, readText } from './support/gcm.js';
import { readPage } from './support/site.js';

const templates = ['thesaurus', 'codes', 'framework'];

/** Words that only one template has. */
const ownWords: Record<string, RegExp> = {
  thesaurus: /altLabel/,
  codes: /"codes.csv"/,
  framework: /\b(?:goals|targets)\b/,
};

describe.each(templates)('the template %s', (template) => {
  let project = '';

  it('makes a project in the chosen languages, without warnings', async () => {
    project = await newProject('--template', template, '--name', 'Müll & "Co"', '--languages', 'de,pt-BR,ar');
    expect(await gcm(['check', '--strict'], { cwd: project })).toMatchObject({
      code: 0,
      stdout: '0 errors, 0 warnings, 0 notices\n',
      stderr: expect.stringContaining('Not compared'),
    });
  });

  it('is filled in completely, without text of the other templates', () => {
    for (const entry of readdirSync(project, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes('.github')) continue;
      const text = readText(entry.parentPath, entry.name);
      expect(text, entry.name).not.toMatch(/\{\{|\[\[|\{language|undefined/);
      for (const other of templates.filter((one) => one !== template))
        if (!entry.name.endsWith('.md')) expect(text, entry.name).not.toMatch(ownWords[other] as RegExp);
    }
    expect(readText(project, 'data/schemes.csv')).toContain('title@de,title@pt-BR,title@ar\n');
    expect(readText(project, 'data/dataset.csv')).toContain('mull-co,0.1.0,"Müll & ""Co""",,,');
    expect(readText(project, '.gitignore')).toContain('build/');
  });

  it('can be built, with a site in its languages', async () => {
    const { code, stderr } = await gcm(['build', '--strict'], { cwd: project });
    expect(code, stderr).toBe(0);
    const site = path.join(project, 'build/current/site');
    expect(listing(site).filter((name) => /^[a-z]{2}(?:-[A-Z]{2})?$/.test(name))).toEqual(['ar', 'de', 'pt-BR']);
    expect(readPage(site, 'ar/index.html')).toContain('dir="rtl"');
    expect((await gcm(['verify'], { cwd: project })).code).toBe(0);
  });

  it('runs the commands of its README, and has the paths that it names', async () => {
    const readme = readText(project, 'README.md');
    const commands = /```sh\n(.*?)```/s.exec(readme)?.[1]?.trim().split('\n') ?? [];
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const [first, ...args] = command.split(' ');
      expect(first).toBe('gcm');
      expect((await gcm(args, { cwd: project })).code, command).toBe(0);
    }
    const named = [...readme.matchAll(/`([\w.]+\/[\w./-]*)`/g)].map((match) => match[1] as string);
    expect(named.length).toBeGreaterThan(6);
    expect(
      named.filter((name) => !/new|build|checks\.csv/.test(name) && !existsSync(path.join(project, name))),
    ).toEqual([]);
  });
});

describe('a project of gcm init', () => {
  it('reports a mistake at its cell', async () => {
    const broken = await newProject();
    replace(path.join(broken, 'data'), 'concepts.csv', '1|2', '1|9');
    const { code, stdout } = await gcm(['check'], { cwd: broken });
    expect(code).toBe(1);
    expect(stdout).toContain('data/concepts.csv:4:8 error [foreign-key] Unknown id "9" ');
    expect((await gcm(['build'], { cwd: broken })).code).toBe(1);
    expect(existsSync(path.join(broken, 'build/current'))).toBe(false);
  });

  it('nests the narrower concepts, and answers its saved query', async () => {
    const project = await newProject();
    expect((await gcm(['build', '--no-site'], { cwd: project })).code).toBe(0);
    const { stdout } = await gcm(['query', 'names', '--format', 'csv'], { cwd: project });
    expect(stdout.split('\r\n')[2]).toBe('https://example.org/new/concept/1-1,,Example 1.1');
  });

  it('connects its framework with statements of its status', async () => {
    const project = await newProject('--template', 'framework', '--base', 'https://example.org/f/');
    expect((await gcm(['build', '--no-site'], { cwd: project })).code).toBe(0);
    const dump = readText(project, 'build/current/new.nt');
    expect(dump).toContain('/f/target/1.1> <https://example.org/f/ontology#connected> <https://example.org/f/topic/A>');
    expect(dump).toContain(
      '/f/target/2.1> <https://example.org/f/ontology#maybeConnected> <https://example.org/f/topic/A>',
    );
  });
});
