import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import { atEnd } from '../support/at-end.js';
import { gcmProcess, root, smallProject, temporaryFolder } from '../support/gcm.js';
import { startGcm } from '../support/processes.js';
import { madeRelease, releaseOf } from '../support/releases.js';

const project = smallProject();
let server: ReturnType<typeof startGcm>['child'];
let address = '';

beforeAll(async () => {
  await releaseOf(project, '--no-site');
  server = startGcm(['serve', '--port', '0'], { cwd: project }).child;
  atEnd(() => server.kill('SIGKILL'));
  const [line] = await once(createInterface(server.stdout), 'line');
  address = line as string;
});

describe('gcm serve', () => {
  it('listens on localhost only', () => expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/));

  it('rejects a used port, invalid options and a missing release', () => {
    const { port } = new URL(address);
    const serve = (...args: string[]) => gcmProcess(['serve', ...args], { cwd: project });
    for (const [args, words] of [
      [['--port', port], `--port: Another program uses port ${port}`],
      [['--port', '99999'], '--port: '],
      [['--workers', '0'], '--workers: '],
      [['--max-results', 'x'], '--max-results: '],
      [['--host', '192.0.2.1', '--port', '0'], '--host: "192.0.2.1" is not an address of this computer'],
      [['--host', '', '--port', '0'], '--host: Missing address'],
    ] as const)
      expect(serve(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
    const bare = gcmProcess(['serve'], { cwd: temporaryFolder() });
    expect(bare).toMatchObject({ code: 2, stderr: expect.stringMatching(/run gcm build first/i) });
  });

  it('rejects a damaged release', () => {
    const copy = path.join(temporaryFolder(), 'current');
    cpSync(path.join(project, 'build/current'), copy, { recursive: true, dereference: true });
    truncateSync(path.join(copy, 'gcm-sdg.nq'), 1000);
    const { code, stderr } = gcmProcess(['serve', '--out', path.dirname(copy), '--port', '0']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^gcm: .*gcm-sdg\.nq.*gcm verify.*\n$/)]);
  });

  it('rejects a release that is too large', () => {
    const graph = 'https://example.org/graph/all';
    const release = madeRelease('https://example.org/', { [graph]: [] });
    const all = openSync(path.join(release, 'made.nq'), 'w');
    for (let i = 0; i < 250; i++) {
      const lines = Array.from({ length: 10_000 }, (_, j) => `<urn:s:${i}:${j}> <urn:p> "${i} ${j}" <${graph}> .\n`);
      writeSync(all, lines.join(''));
    }
    closeSync(all);
    const { code, stderr } = gcmProcess(['serve', '--out', path.dirname(release), '--port', '0']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^gcm: The graph is too large for .*\n$/i)]);
  });

  it.skipIf(!existsSync('/dev/full'))('continues if its log cannot be written', async () => {
    const log = openSync('/dev/full', 'w');
    const args = [path.join(root, 'dist/cli/gcm.js'), 'serve', '--port', '0'];
    const other = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'pipe', log] });
    const lines = createInterface({ input: other.stdout as NodeJS.ReadableStream });
    const [own] = await Promise.race([once(lines, 'line'), once(other, 'exit')]);
    for (let i = 0; i < 3; i++) expect((await fetch(`${own}health`)).status).toBe(200);
    other.kill('SIGTERM');
    expect((await once(other, 'exit'))[0]).toBe(143);
    closeSync(log);
  });

  it.skipIf(process.platform !== 'linux')('accepts a burst of connections while it is busy', async () => {
    // A stopped process accepts nothing, so the connections wait in the kernel.
    const most = Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
    const { hostname, port } = new URL(address);
    server.kill('SIGSTOP');
    const sockets = Array.from({ length: Math.min(most, 2000) }, () => connect(Number(port), hostname));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    server.kill('SIGCONT');
    for (const socket of sockets) socket.on('error', () => {}).destroy();
    expect((await fetch(`${address}health`)).status).toBe(200);
  });

  it('answers a running query before it stops', async () => {
    // Many pairs without a match, which takes a second or two.
    const query = 'ASK { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) < 0) }';
    const answer = fetch(`${address}sparql?query=${encodeURIComponent(query)}`);
    await expect
      .poll(async () => await (await fetch(`${address}metrics`)).text())
      .toMatch(/^gcm_queries_running\{class="query"\} 1$/m);
    server.kill('SIGINT');
    const response = await answer;
    expect([200, 503]).toContain(response.status); // 503 on a slow computer, after the time limit for queries
    expect(await response.text()).toMatch(/"boolean":(?:true|false)|longer/);
    expect((await once(server, 'exit'))[0]).toBe(130);
  });
});
