import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bombs, burdens } from '../support/bombs.js';
import { root, temporaryFolder } from '../support/gcm.js';
import { readWorkbook } from '../support/workbooks.js';

/** The compiled module, because the thread is a compiled file too. */
const inThread = pathToFileURL(path.join(root, 'dist/node/workbook/read-in-thread.js')).href;

/** A script that reads a file and prints the result and the peak memory. */
const reader = `
  import { readFileSync } from 'node:fs';
  import { readWorkbook } from ${JSON.stringify(inThread)};
  const { workbook, problems } = await readWorkbook(readFileSync(process.argv[2]), 'bomb.xlsx');
  const peak = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  console.log(JSON.stringify({ codes: problems.map(({ code }) => code), isRead: workbook !== undefined, megabytes: peak / 1024 }));`;

const folder = temporaryFolder();

function readAlone(bytes: Uint8Array): { codes: string[]; isRead: boolean; megabytes: number } {
  const [module, file] = [path.join(folder, 'reader.mjs'), path.join(folder, 'bomb.xlsx')];
  writeFileSync(module, reader);
  writeFileSync(file, bytes);
  const { stdout, stderr } = spawnSync(process.execPath, [module, file], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('files that are too large', () => {
  it.each(Object.entries(bombs))('%s: rejected within 256 MB', (_, make) => {
    const { codes, isRead, megabytes } = readAlone(make());
    expect({ codes, isRead }).toEqual({ codes: ['limit'], isRead: false });
    expect(megabytes).toBeLessThan(256);
  });

  it.each(Object.entries(burdens))('%s: read within 256 MB', (_, make) => {
    const { codes, isRead, megabytes } = readAlone(make());
    expect({ codes, isRead }).toEqual({ codes: [], isRead: true });
    expect(megabytes).toBeLessThan(256);
  });

  it('the file itself', async () => {
    const bytes = Buffer.alloc(32 * 1024 * 1024 + 1);
    bytes.write('PK\x03\x04');
    expect((await readWorkbook(bytes)).problems.map(({ code }) => code)).toEqual(['limit']);
  });
});
