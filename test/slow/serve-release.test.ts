import { once } from 'node:events';
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/gcm.js';
import { canTrace, startGcm, untraced } from '../support/processes.js';
import { madeRelease, smallRelease } from '../support/releases.js';
import { serveRelease } from '../support/serving.js';

const base = 'https://example.org/';

/** Creates a release with a number of statements. */
function release(statements: number): string {
  const lines = Array.from({ length: statements }, (_, i) => `<n/${i}> <is> ${i} .`).join('\n');
  return madeRelease(base, { 'graph/numbers': lines });
}

const json = async (address: string): Promise<object> => (await fetch(address)).json() as Promise<object>;
const ask = (text: string): string => `sparql?query=${encodeURIComponent(text)}`;
const counted = (n: number): object => ({ results: { bindings: [{ n: { value: String(n) } }] } });

/** Creates a link that can be switched to another release, like a build does. */
function link(): { folder: string; point: (target: string) => void } {
  const folder = temporaryFolder();
  const point = (target: string): void => {
    symlinkSync(target, path.join(folder, 'next'));
    renameSync(path.join(folder, 'next'), path.join(folder, 'current'));
  };
  return { folder: path.join(folder, 'current'), point };
}

describe('a new release', () => {
  it('replaces the old one without failed or mixed answers', async () => {
    const { folder, point } = link();
    point(release(10));
    const server = await serveRelease(folder);
    const seen = new Set<string>();
    const failures: unknown[] = [];
    const until = Date.now() + 15_000;
    const client = async (): Promise<void> => {
      while (Date.now() < until && seen.size < 2) {
        const answer = await fetch(server.address + ask('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'));
        if (!answer.ok) failures.push(answer.status);
        seen.add(await answer.text());
      }
    };
    const next = release(20);
    setTimeout(() => point(next), 500);
    await Promise.all([client(), client(), client()]);
    expect(failures).toEqual([]);
    expect(seen.size).toBe(2);
  });

  it('is served while slow queries continue on the old one', async () => {
    const { folder, point } = link();
    const [old, next] = [4000, 30];
    point(release(old));
    const server = await serveRelease(folder, { timeout: 60 });
    const slow = json(
      server.address + ask('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STR(?c) != STR(?f)) }'),
    );
    let isOver = false;
    void slow.finally(() => {
      isOver = true;
    });
    await new Promise((begun) => setTimeout(begun, 100));
    point(release(next));
    const count = server.address + ask('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }');
    await expect.poll(() => json(count), { timeout: 30_000 }).toMatchObject(counted(next));
    expect(isOver, 'the slow query ended too early for this test').toBe(false);
    expect(await slow).toMatchObject(counted(old * (old - 1)));
  });

  it('is detected in the same folder, and the errors in between have no lasting effect', async () => {
    const { folder, point } = link();
    const old = release(10);
    point(old);
    const server = await serveRelease(folder);
    const status = async (asked: string): Promise<number> => (await fetch(server.address + asked)).status;
    renameSync(old, `${old}-away`);
    expect([await status('ready'), await status('n/1.ttl'), await status('health')]).toEqual([503, 500, 200]);
    renameSync(`${old}-away`, old);
    expect([await status('ready'), await status('n/1.ttl')]).toEqual([200, 200]);
    rmSync(old, { recursive: true });
    renameSync(release(20), old);
    const count = server.address + ask('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }');
    await expect.poll(() => json(count), { timeout: 30_000 }).toMatchObject(counted(20));
    expect(await status('n/15.ttl')).toBe(200);
  });

  it('is reported if it cannot be served, and the old one stays', async () => {
    const { folder, point } = link();
    point(release(10));
    const server = await serveRelease(folder);
    const empty = path.join(temporaryFolder(), 'empty');
    mkdirSync(empty);
    point(empty);
    await expect.poll(() => server.log.join(''), { timeout: 10_000 }).toMatch(/Cannot serve .*: No release at /);
    const count = server.address + ask('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }');
    expect(await json(count)).toMatchObject(counted(10));
  });

  it('is served when it is complete, even if the manifest arrives first', async () => {
    const { folder, point } = link();
    point(release(10));
    const server = await serveRelease(folder);
    const next = release(20);
    renameSync(path.join(next, 'made.nq'), path.join(next, 'on-its-way'));
    point(next);
    await expect.poll(() => server.log.join(''), { timeout: 10_000 }).toContain('Cannot serve');
    renameSync(path.join(next, 'on-its-way'), path.join(next, 'made.nq'));
    const count = server.address + ask('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }');
    await expect.poll(() => json(count), { timeout: 30_000 }).toMatchObject(counted(20));
  });
});

describe('a file without read permission', () => {
  const skipped = canTrace ? '' : ` (${untraced})`;
  /** Starts the server and makes system calls for one file of the release fail. */
  const start = async (file: string, calls: string) => {
    const current = await smallRelease();
    const refusing = ['-P', path.join(realpathSync(current), file), '-e', `trace=${calls}`];
    const command = ['serve', '--out', path.dirname(current), '--port', '0'];
    return startGcm(command, {
      cwd: current,
      strace: ['-D', '-o', '/dev/null', ...refusing, '-e', `inject=${calls}:error=EACCES`],
    });
  };

  it.skipIf(!canTrace)(`causes an error instead of a 404${skipped}`, async () => {
    const { child, ended } = await start('gcm-sdg.ttl', '?open,openat');
    const [address] = await once(createInterface(child.stdout), 'line');
    expect((await fetch(`${address}gcm-sdg.ttl`)).status).toBe(500);
    expect((await fetch(`${address}gcm-sdg.nt`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended).stderr).toContain('permission denied');
  });

  it.skipIf(!canTrace)(`is reported without advice to build a release${skipped}`, async () => {
    const { code, stderr } = await (await start('manifest.json', '?access,?faccessat,?faccessat2')).ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^gcm: System error: EACCES: .*manifest\.json/)]);
  });
});

describe('the server', () => {
  it.skipIf(!canTrace)(`writes only its log${canTrace ? '' : ` (${untraced})`}`, async () => {
    const calls = path.join(temporaryFolder(), 'calls.txt');
    const out = path.dirname(release(10));
    const changing =
      'openat,?open,?creat,?mkdir,?mkdirat,?rename,?renameat,?renameat2,?unlink,?unlinkat,?symlink,?symlinkat';
    const command = ['serve', '--out', out, '--port', '0'];
    const { child, ended } = startGcm(command, { cwd: out, strace: ['-D', '-o', calls, '-e', `trace=${changing}`] });
    const [address] = await once(createInterface(child.stdout), 'line');
    expect((await fetch(address + ask('ASK { ?s ?p ?o }'))).status).toBe(200);
    expect((await fetch(`${address}graph/numbers`)).status).toBe(200);
    expect((await fetch(`${address}n/1.ttl`)).status).toBe(200);
    child.kill('SIGTERM');
    await ended;
    const lines = readFileSync(calls, 'utf8').split('\n');
    expect(lines.some((line) => line.includes('made.nq'))).toBe(true);
    const writes = lines.filter((line) =>
      /O_WRONLY|O_RDWR|O_CREAT|(?:creat|mkdir(?:at)?|rename\w*|unlink(?:at)?|symlink(?:at)?)\(/.test(line),
    );
    expect(writes.filter((line) => !line.includes('"/dev/'))).toEqual([]);
  });
});
