import { spawnSync } from 'node:child_process';
import { readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocks, read } from '../support/documents.js';
import { linesOf } from '../support/examples.js';
import { readText, root, temporaryFolder } from '../support/gcm.js';

const tutorial = read('docs/second-framework.md');
const example = path.join(root, 'examples/sendai');

describe('the tutorial', () => {
  const folder = temporaryFolder();
  const project = path.join(folder, 'sendai');

  it('has commands that make the example', () => {
    symlinkSync(root, path.join(folder, 'gcm-graph'));
    const program = `gcm() { "${process.execPath}" "${path.join(root, 'dist/cli/gcm.js')}" "$@"; }\n`;
    const script = program + blocks(tutorial, 'bash').join('\n');
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd: folder, encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
    expect(stderr).toContain(blocks(tutorial, 'text')[0]);
    expect(stdout.match(/^\d+ errors?, /gm)?.every((line) => line === '0 errors, ')).toBe(true);
    expect(stdout).toContain('changed from “proposed” to “stated”');
    for (const inside of ['data', 'ontology', 'queries']) {
      const files = (of: string): string[][] =>
        readdirSync(path.join(of, inside), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => [path.relative(of, path.join(parentPath, name)), readText(parentPath, name)])
          .sort();
      expect(files(project)).toEqual(files(example));
    }
  });
});

describe('the parts of the tutorial', () => {
  it('are parts of the example', () => {
    const [ontology, tables] = [readText(example, 'ontology/ontology.ttl'), readText(example, 'data/tables.json')];
    const turtle = blocks(tutorial, 'turtle');
    expect(turtle.length).toBeGreaterThan(3);
    for (const part of turtle) expect(ontology).toContain(part);
    for (const line of blocks(tutorial, 'json').join('').trim().split('\n')) expect(tables).toContain(line.trim());
    expect(readText(example, 'queries/checks.csv')).toBe(blocks(tutorial, 'csv')[0]);
  });

  it('name each sheet with its columns and rows', () => {
    const sheets = readdirSync(path.join(example, 'data')).filter((name) => name.endsWith('.csv'));
    const rows = [...tutorial.matchAll(/^\| ([\w-]+\.csv) \| (.*) \| (\d+) \|$/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(sheets.sort());
    for (const [, name = '', columns = '', count] of rows) {
      const lines = readText(example, 'data', name).trim().split('\n');
      expect([lines[0], lines.length - 1]).toEqual([columns.replaceAll(', ', ','), Number(count)]);
    }
  });

  it('count the lines that a person writes', async () => {
    const sum = async (name: 'sendai' | 'thesaurus' | 'codes'): Promise<number> =>
      Object.values(await linesOf(name)).reduce((all, one) => all + one, 0);
    expect(tutorial).toContain(`you write ${await sum('sendai')} lines`);
    expect(tutorial).toContain(`\`examples/thesaurus\` (${await sum('thesaurus')} lines)`);
    expect(tutorial).toContain(`\`examples/codes\` (${await sum('codes')} lines)`);
  });
});
