import { mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { gcmProcess, wholeProject } from '../support/gcm.js';
import { round, startWatch } from '../support/processes.js';

const change = (file: string, from: string, to: string): void =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

it('builds on every save, reports changes, survives errors, and ends cleanly', {
  timeout: 120_000,
}, async () => {
  const folder = wholeProject();
  const links = path.join(folder, 'data/links.csv');
  const current = path.join(folder, 'build/current');
  const watching = startWatch(folder, ['--report', 'text', '--report', 'json=problems.json']);
  expect(await watching.told(round)).toContain('Published build/releases/');
  const first = readlinkSync(current);

  change(links, '10.7', '10.77');
  expect(await watching.told(round)).toMatch(/Nothing was published.* 1 error/);
  expect(watching.stdout()).toMatch(/^data\/links\.csv:\d+:2 error \[foreign-key] /m);
  expect(readlinkSync(current)).toBe(first);
  const known = watching.stdout().length;

  change(links, '10.77', '10.7');
  expect(await watching.told(round)).toContain('Published');
  expect(watching.stdout().slice(known)).toMatch(/^Fixed: data\/links\.csv:\d+:2 \[foreign-key] .*\n$/);
  expect(readFileSync(path.join(folder, 'problems.json'), 'utf8')).toBe(
    gcmProcess(['check', '--report', 'json', '--since', 'none'], { cwd: folder }).stdout,
  );

  change(path.join(folder, 'data/objectives.csv'), 'Minimize', 'Minimise');
  await watching.told(round);
  expect(readlinkSync(current)).not.toBe(first);
  expect(readdirSync(path.join(folder, 'build/releases'))).toEqual([path.basename(readlinkSync(current))]);

  renameSync(path.join(folder, 'data'), path.join(folder, 'elsewhere'));
  await watching.told(/Missing folder "data"\. Waiting until it is restored/);
  renameSync(path.join(folder, 'elsewhere'), path.join(folder, 'data'));
  change(path.join(folder, 'data/objectives.csv'), 'Minimise', 'Minimize');
  expect(await watching.told(round)).toContain('Published');
  expect(readlinkSync(current)).toBe(first);

  const rule = path.join(folder, 'queries/derive/10-broader.rq');
  change(rule, 'WHERE {', 'WHERE');
  expect(await watching.told(round)).toMatch(/Nothing was published/);
  change(rule, 'WHERE', 'WHERE {');
  expect(await watching.told(round)).toContain('Published');

  change(links, '10.7', '10.77');
  await watching.told(round);
  change(links, '10.77', '10.7');
  expect(await watching.end('SIGINT')).toBe(130);
  expect(readdirSync(path.join(folder, 'build')).sort()).toEqual(['cache', 'current', 'releases']);
  expect(gcmProcess(['verify'], { cwd: folder })).toMatchObject({ code: 0 });
});

it('survives system errors, and does not remove other releases', { timeout: 60_000 }, async () => {
  const folder = wholeProject();
  expect(gcmProcess(['build', '--no-site'], { cwd: folder }).code).toBe(0);
  const [old] = readdirSync(path.join(folder, 'build/releases'));
  const objectives = path.join(folder, 'data/objectives.csv');
  const watching = startWatch(folder, []);
  await watching.told(round);

  rmSync(path.join(folder, 'build/current'));
  mkdirSync(path.join(folder, 'build/current')); // a link cannot replace a folder
  change(objectives, 'Minimize', 'Minimise');
  expect(await watching.told(round)).toContain('gcm: "build/current" is a folder instead of a link to a release');
  rmSync(path.join(folder, 'build/current'), { recursive: true });
  change(objectives, 'Minimise', 'Reduce');
  expect(await watching.told(round)).toContain('Published');
  expect(readdirSync(path.join(folder, 'build/releases'))).toContain(old);
  expect(await watching.end('SIGTERM')).toBe(143);
});
