import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/gcm.js';
import { runGcm, startGcm } from '../support/processes.js';
import { fileOf, journalsOf, parts, statements, store } from '../support/pushing.js';

/** Interrupted transfers. */

describe('--resume', () => {
  const lines = statements(3000, 3);

  it.each([
    ['graph-store', '/data'],
    ['update', '/update'],
  ])('continues with %s after the process was killed', async (protocol, place) => {
    const file = fileOf(lines);
    let killed: (() => void) | undefined;
    const target = await store((_asked, _response, number) => {
      if (number === 20) killed?.();
      return false;
    });
    const args = ['push', target.address + place, file, '--protocol', protocol, '--replace', '--batch', '100'];
    const first = startGcm(args, { env: { TMPDIR: temporaryFolder() } });
    killed = () => first.child.kill('SIGKILL');
    expect((await first.ended).code).toBe(null);
    expect(journalsOf(file)).toHaveLength(1);
    const before = target.asked.length;
    const { code, stderr, stdout } = await runGcm([...args, '--resume']);
    expect(stderr).toMatch(/^Lines that an earlier transfer sent: [\d,]+\n$/);
    expect(stdout).toContain('Statements in the store: 3,000 (graphs: 3,');
    expect(code).toBe(0);
    expect(parts(target).length - before).toBeLessThan(20);
    expect(target.asked.slice(before).filter(({ method, body }) => method === 'PUT' || /CLEAR/.test(body))).toEqual([]);
    expect(target.dump()).toEqual([...lines].sort());
    expect(journalsOf(file)).toEqual([]);
  });

  it('continues after Ctrl-C, which leaves only the journal', async () => {
    const [file, scratch] = [fileOf(lines), temporaryFolder()];
    let interrupt: (() => void) | undefined;
    const target = await store((_asked, _response, number) => {
      if (number === 20) interrupt?.();
      return number === 20; // without an answer
    });
    const args = ['push', `${target.address}/data`, file, '--batch', '100'];
    const first = startGcm(args, { env: { TMPDIR: scratch } });
    interrupt = () => first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    expect(readdirSync(scratch)).toEqual([]);
    target.fault = undefined;
    expect((await runGcm([...args, '--resume'])).stderr).toMatch(/^Lines that an earlier transfer sent: [\d,]+\n$/);
    expect(target.dump()).toEqual([...lines].sort());
  });
});
