import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, temporaryFolder } from '../support/gcm.js';
import { runGcm } from '../support/processes.js';
import { folder, statements, store } from '../support/pushing.js';

/** Files of statements on a read-only disk, and a large file. */

describe('a file', () => {
  it('on a read-only disk is sent without a journal', async ({ skip }) => {
    const disk = temporaryFolder();
    skip(
      spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', disk]).status !== 0,
      'mounting a read-only disk needs the superuser',
    );
    try {
      const file = path.join(disk, 'a.nq');
      writeFileSync(file, statements(20, 1).join('\n'));
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      const target = await store();
      const { code, stderr } = await runGcm(['push', `${target.address}/data`, file, '--batch', '10']);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `The folder of ${file} is not writable. An interrupted transfer cannot be resumed\n`,
      });
      expect(target.dump()).toHaveLength(20);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('of a million statements needs at most 150 MB', { timeout: 120_000 }, async () => {
    const file = path.join(folder(), 'large.nq');
    const count = 1_000_000;
    writeFileSync(file, '');
    for (let at = 0; at < count; at += 50_000)
      writeFileSync(
        file,
        Array.from(
          { length: 50_000 },
          (_, i) =>
            `<https://example.org/s${at + i}> <https://example.org/p> "${'value '.repeat(10)}" <https://example.org/g${i % 5}> .\n`,
        ).join(''),
        { flag: 'a' },
      );
    let lines = 0;
    const target = await store(({ path: asked, body }, response) => {
      if (asked === '/query')
        response.end(JSON.stringify({ results: { bindings: [{ count: { value: String(count / 5) } }] } }));
      else lines += body.split('\n').length - 1;
      response.writableEnded || response.end();
      target.asked.length = 0;
      return true;
    });
    const { code, stderr } = await runGcm(['push', `${target.address}/data`, file], {
      node: ['--import', path.join(root, 'bench/peak-memory.mjs')],
    });
    expect(code).toBe(0);
    expect(lines).toBe(count);
    const peak = Number(/peak-kilobytes (\d+)/.exec(stderr)?.[1]);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(150 * 1024);
  });
});
