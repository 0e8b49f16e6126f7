import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, root, temporaryFolder } from '../support/gcm.js';

/** Runs a program while this process stays able to answer the test runner: an installation takes a minute or more. */
function run(program: string, args: string[], cwd: string): Promise<Ended> {
  const child = spawn(program, args, { cwd });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const noNetwork = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/;

describe('the package', () => {
  it('installs in an empty folder without running a script, and builds a project of its own there', async (context) => {
    const folder = temporaryFolder();
    const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
    expect(packed.code, packed.stderr).toBe(0);
    const [{ filename = '', files = [] } = {}] = JSON.parse(packed.stdout) as {
      filename: string;
      files: { path: string }[];
    }[];
    const names = files.map((file) => file.path);
    for (const due of [
      'LICENSE',
      'README.md',
      'package.json',
      'dist/cli/gcm.js',
      'dist/site/assets/site.css',
      'data/tables.json',
    ])
      expect(names).toContain(due);
    expect(names.filter((name) => /^(src|test|bench|build|docs|\.)/.test(name))).toEqual([]);

    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    const installed = await run('npm', ['install', `./${filename}`, ...options], folder);
    if (installed.code !== 0 && noNetwork.test(installed.stderr))
      context.skip('the packages that it needs cannot be fetched on this machine');
    expect(installed.code, installed.stderr).toBe(0);

    const gcm = path.join(folder, 'node_modules/.bin/gcm');
    const made = await run(gcm, ['init', 'mine', '--base', 'https://example.org/mine/'], folder);
    expect(made.code, made.stderr).toBe(0);
    const project = path.join(folder, 'mine');
    const built = await run(gcm, ['build'], project);
    expect(built.code, built.stderr).toBe(0);
    const release = path.join(project, 'build/current');
    expect(readdirSync(path.join(release, 'site')).length).toBeGreaterThan(5);
    expect((await run(gcm, ['verify'], project)).code).toBe(0);

    // The bill tells of what is installed here, and not of the checkout.
    expect(existsSync(path.join(release, 'catalogue.ttl'))).toBe(true);
    const bill = JSON.parse(readFileSync(path.join(release, 'sbom.json'), 'utf8'));
    expect(bill.metadata.component.name).toBe('gcm-graph');
    const direct = Object.entries(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies);
    const listed = new Set(
      (bill.components as { purl: string }[]).map(({ purl }) => purl.replace('pkg:npm/', '').replace('%40', '@')),
    );
    expect(direct.filter(([name, version]) => !listed.has(`${name}@${version}`))).toEqual([]);
  }, 500_000);
});
