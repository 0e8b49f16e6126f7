import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcmProcess, ownRules, smallProject } from '../support/gcm.js';

/** Writes bytes to a file until it is stopped, and reports when it has begun. */
const writer = `
  const { openSync, writeSync } = require('node:fs');
  const handle = openSync(process.argv[1], 'a');
  writeSync(handle, 'x');
  process.stdout.write('begun');
  for (let i = 0; i < 4_000_000; i++) writeSync(handle, 'x');
`;

describe('a sheet that another program writes while it is read', () => {
  it('is reported', async () => {
    const folder = smallProject();
    const file = path.join(folder, 'data/units.csv');
    writeFileSync(file, `unit,title_en\nNUMBER,${'x'.repeat(24 * 1024 * 1024)}`); // makes reading slow
    const child = spawn(process.execPath, ['-e', writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      // On a busy machine, the writer can be paused while the file is read.
      const reports: string[] = [];
      while (!reports.at(-1)?.includes('[file-changed]') && reports.length < 20) {
        const { code, stdout } = gcmProcess(['check', ...ownRules], { cwd: folder });
        expect(code).toBe(1); // the long cell is an error too
        reports.push(stdout);
      }
      expect(reports.at(-1)).toContain(
        'data/units.csv error [file-changed] The file changed while it was read\n' +
          '    → Try again when the other program has saved it\n',
      );
    } finally {
      child.kill();
    }
  });
});
