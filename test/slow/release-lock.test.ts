import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lockAt } from '../../src/node/release/lock.js';
import { gcmProcess, newProject, root, temporaryFolder } from '../support/gcm.js';
import { round, startGcm, startWatch } from '../support/processes.js';

const build = ['build', '--no-site'];

it('reports the process that holds the lock, and exits with 75', async () => {
  const project = await newProject();
  const watching = startWatch(project, []);
  await watching.told(round);
  symlinkSync('build', path.join(project, 'alias'));
  for (const args of [build, [...build, '--out', 'alias'], ['rollback'], ['releases', 'prune'], ['watch']]) {
    const { code, stderr } = gcmProcess(args, { cwd: project });
    expect(stderr).toMatch(/^gcm: Process \d+ is publishing into "(build|alias)"\. Try again later\n$/);
    expect(code).toBe(75);
  }
  expect(gcmProcess([...build, '--out', 'other'], { cwd: project }).code).toBe(0);
  expect(gcmProcess(['releases'], { cwd: project }).code).toBe(0); // only reads
  await watching.end('SIGKILL');
  expect(gcmProcess(build, { cwd: project })).toMatchObject({ code: 0 });
});

it('locks a folder from the beginning, even if it is missing', async () => {
  const project = await newProject();
  const { child: first, ended } = startGcm(build, { cwd: project });
  let others: (number | null)[] = [];
  while (first.exitCode === null && !others.includes(75)) {
    others = [...others, gcmProcess(['releases', 'prune'], { cwd: project }).code];
    await new Promise(setImmediate); // lets Node process the end of the first build
  }
  expect((await ended).code).toBe(0);
  expect(others).toContain(75);
});

it('ignores the lock file of a killed process', async () => {
  const address = path.join(temporaryFolder(), 'lock');
  const script = `import { lockAt } from ${JSON.stringify(path.join(root, 'dist/node/release/lock.js'))};
    await lockAt(${JSON.stringify(address)}, 'build');
    console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  await once(holder.stdout, 'data');
  await expect(lockAt(address, 'build')).rejects.toThrow(`Process ${holder.pid} is publishing into "build"`);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(address)).toBe(true);
  const unlock = await lockAt(address, 'build');
  await expect(lockAt(address, 'build')).rejects.toMatchObject({ exitCode: 75 });
  unlock();
  expect(existsSync(address)).toBe(false);
});
