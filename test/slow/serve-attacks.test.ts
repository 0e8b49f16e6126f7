import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { attacks } from '../../bench/attacks.mjs';
import { startHealthyClient } from '../../bench/healthy.mjs';
import { root } from '../support/gcm.js';
import { type ServerProcess, startServer } from '../support/processes.js';
import { realRelease } from '../support/releases.js';

const seconds = 20;
const healthy = '127.0.0.9';
// Five engines with the figures of the graph take 100 MB each. The attacks raised the memory to 865 MB.
const megabytes = { most: 1040, kept: 100 };
const slowest = 5000; // generous, because other processes share the cores

// Only Linux answers at all addresses of 127.0.0.0/8 without preparation.
describe.skipIf(process.platform !== 'linux')('a server that one address attacks', () => {
  let server: ServerProcess;
  let url: string;
  let before: number;

  beforeAll(async () => {
    server = await startServer(await realRelease(), ['--rate', '600']);
    url = server.address.replace(/\/$/, '');
    const client = startHealthyClient(url, healthy);
    await sleep(seconds * 1000); // until all threads have started
    await client.stop();
    before = server.memory();
  });

  it.each([...Object.keys(attacks).entries()])('%i: answers other clients: %s', async (i, kind) => {
    const program = path.join(root, 'bench/attacks.mjs');
    const attacker = spawn(process.execPath, [program, kind, url, `127.0.1.${i + 1}`], { stdio: 'ignore' });
    const client = startHealthyClient(url, healthy);
    await sleep(seconds * 1000);
    const answers = await client.stop();
    attacker.kill('SIGKILL');
    expect(answers.length).toBeGreaterThan(2 * seconds);
    expect(answers.filter(({ status }) => status !== 200).length).toBeLessThanOrEqual(answers.length / 100);
    expect(Math.max(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(slowest);
    expect(server.mostMemory()).toBeLessThan(megabytes.most);
  });

  it('gives the memory back', async () => {
    for (let second = 0; server.memory() > before + megabytes.kept && second < 60; second++) await sleep(1000);
    expect(server.memory()).toBeLessThan(before + megabytes.kept);
  });
});
