import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcmProcess, ownRules, smallProject } from '../support/gcm.js';

/** Writes a byte to a file again and again until it is ended; says so when it has begun. */
const writer = `
  const { openSync, writeSync } = require('node:fs');
  const handle = openSync(process.argv[1], 'a');
  writeSync(handle, 'x');
  process.stdout.write('begun');
  for (let i = 0; i < 4_000_000; i++) writeSync(handle, 'x');
`;

describe('a sheet that another program writes while it is read', () => {
  it('is told as such, and nothing is published', async () => {
    const folder = smallProject();
    const file = path.join(folder, 'data/units.csv');
    writeFileSync(file, `unit,title_en\nNUMBER,${'x'.repeat(24 * 1024 * 1024)}`); // so that reading takes a while
    const child = spawn(process.execPath, ['-e', writer, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      // The writer may be asleep on a busy machine while the file is read: then the file is read as it was.
      const reports: string[] = [];
      while (!reports.at(-1)?.includes('[file-changed]') && reports.length < 20) {
        const { code, stdout } = gcmProcess(['check', ...ownRules], { cwd: folder });
        expect(code).toBe(1); // a cell of so many characters is an error too
        reports.push(stdout);
      }
      expect(reports.at(-1)).toContain(
        'data/units.csv error [file-changed] the file was written to while it was read\n' +
          '    → try again when the other program has saved it\n',
      );
    } finally {
      child.kill();
    }
  });
});
