import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { leftovers, wholeVersion } from '../support/crash.js';
import { gcmProcess, newProject, root, temporaryFile } from '../support/gcm.js';
import { startGcm, until } from '../support/processes.js';

const build = ['build', '--no-site'];

/** A query that takes years: it combines all statements with each other. */
const product =
  '{ ?focus ?a ?b . ?c ?d ?e . ?f ?g ?h . ?i ?j ?k . ?l ?m ?n FILTER(CONCAT(STR(?b), STR(?e), STR(?h), STR(?k), STR(?n)) = "") }';
const header = (...keys: string[]): string => keys.map((key) => `# ${key}: x\n`).join('');
const hostile: Record<string, string> = {
  checks: `# severity: error\n${header('title', 'reason', 'remedy', 'looks-at', 'message')}SELECT ?focus ${product}`,
  derive: `${header('title', 'reason', 'graph')}CONSTRUCT { ?focus a ?focus } ${product}`,
  exports: `# format: csv\n${header('title', 'file')}SELECT ?focus ${product}`,
  summary: `${header('title')}SELECT ?focus ${product}`,
};

function addQuery(project: string, kind: string, text = hostile[kind] as string): void {
  mkdirSync(path.join(project, 'queries', kind), { recursive: true });
  writeFileSync(path.join(project, 'queries', kind, '00-hostile.rq'), text);
}

/** Runs a command with other limits. */
function runWithLimits(limits: object, args: string[], cwd: string) {
  const script = `import { runInterruptibly } from ${JSON.stringify(path.join(root, 'dist/cli/interruptible.js'))};
    process.exitCode = await runInterruptibly(${JSON.stringify(args)}, ${JSON.stringify(limits)});`;
  return spawnSync(process.execPath, [temporaryFile('limited.mjs', script)], { cwd, encoding: 'utf8' });
}

it.each([
  ['SIGTERM', 143, 'checks'],
  ['SIGINT', 130, 'derive'],
  ['SIGHUP', 129, 'exports'],
  ['SIGTERM', 143, 'summary'],
  ['SIGINT', 130, 'checks'],
] as const)('%s ends a build with %i during a hostile query in %s', async (signal, code, kind) => {
  const project = await newProject();
  const out = path.join(project, 'build');
  expect(gcmProcess(build, { cwd: project })).toMatchObject({ code: 0 });
  const before = wholeVersion(out);
  addQuery(project, kind);
  const { child, ended } = startGcm(build, { cwd: project });
  await sleep(2000 + Math.random() * 3000);
  expect(child.exitCode).toBe(null);
  const begin = performance.now();
  child.kill(signal);
  const end = await ended;
  expect(performance.now() - begin).toBeLessThan(5000); // a generous bound for a busy machine: bench/interrupt.mjs measures
  expect(end.code).toBe(code);
  expect(end.stderr).toContain(`gcm: Stopped by ${signal}`);
  expect(wholeVersion(out)).toBe(before);
  expect(leftovers(out)).toEqual([]);
});

it('SIGTERM ends a check during a hostile query', async () => {
  const project = await newProject();
  addQuery(project, 'checks');
  const { child, ended } = startGcm(['check'], { cwd: project });
  await sleep(3000);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 143, stdout: '' });
});

it.each(Object.keys(hostile))(
  'a build reports a query in %s that reaches the time limit, and publishes nothing',
  async (kind) => {
    const project = await newProject();
    addQuery(project, kind);
    const { status, stdout, stderr } = runWithLimits({ querySeconds: 2 }, build, project);
    expect(stdout).toContain(
      `queries/${kind}/00-hostile.rq error [rule-timeout] 00-hostile was stopped at the time limit`,
    );
    expect(stderr).toContain('Nothing was published');
    expect(status).toBe(1);
  },
);

it('a check reports every query that reaches a limit', async () => {
  const project = await newProject();
  addQuery(project, 'checks');
  addQuery(project, 'summary');
  const { stdout } = runWithLimits({ querySeconds: 2 }, ['check'], project);
  expect(stdout.match(/queries\/\w+\/00-hostile\.rq error \[rule-timeout]/g)).toHaveLength(2);
});

it('a check reports a query that reaches the memory limit', async () => {
  const project = await newProject();
  const sorted = (hostile['checks'] as string).replace(/FILTER.*/, '} ORDER BY ?n');
  addQuery(project, 'checks', sorted);
  const { status, stdout } = runWithLimits({ engineBytes: 128 * 2 ** 20 }, ['check'], project);
  expect(stdout).toContain('queries/checks/00-hostile.rq error [rule-memory] 00-hostile was stopped because');
  expect(status).toBe(1);
});

it('the staging folder of a killed build is removed by the next build', async () => {
  const project = await newProject();
  const out = path.join(project, 'build');
  mkdirSync(out);
  const { child, ended } = startGcm(build, { cwd: project });
  await until(() => child.exitCode !== null || leftovers(out).length > 0, 1);
  child.kill('SIGKILL');
  await ended;
  expect(gcmProcess(build, { cwd: project })).toMatchObject({ code: 0 });
  expect(leftovers(out)).toEqual([]);
});
