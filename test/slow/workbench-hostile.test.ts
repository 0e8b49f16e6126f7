import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Findings } from '../../src/site/workbench/messages.js';
import { bombs } from '../support/bombs.js';
import { root, smallProject } from '../support/gcm.js';
import { packsOf } from '../support/workbench.js';
import {
  browsers,
  openPage,
  startServer,
  type WorkbenchPage,
  type WorkbenchServer,
} from '../support/workbench-page.js';
import { xlsx } from '../support/xlsx.js';

/** Workbooks that take all memory or hours in a naive reader: the page refuses them and stays usable. */

const attacks = [
  'zeros that deflate to a thousandth',
  'millions of shared strings',
  'nested elements',
  'a tag with a million attributes',
  'an endless cell',
];

describe.skipIf(!browsers.chromium)('hostile workbooks in the page (skipped if Chromium is not installed)', () => {
  let server: WorkbenchServer;
  let page: WorkbenchPage;
  let dropped: Uint8Array = new Uint8Array();
  let isEndless = false;
  beforeAll(async () => {
    const folder = smallProject();
    for (const name of ['ontology', 'queries']) symlinkSync(path.join(root, name), path.join(folder, name));
    const packs = await packsOf(folder);
    server = await startServer((url) => {
      if (url === '/assets/workbench-read-worker.js') return isEndless ? Buffer.from('for (;;);') : undefined;
      return url === '/case' ? [{ path: 'gcm.xlsx', bytes: dropped }] : packs.get(url.slice('/site/'.length));
    });
    page = await openPage('chromium', server);
  });
  afterAll(async () => {
    await page?.close();
    server?.close();
  });

  const drop = async (bytes: Uint8Array): Promise<Findings> => {
    dropped = bytes;
    const site = `${server.address}site/`;
    return (await page.ask({ order: 'open', site, withFigures: true, folder: '/case' })) as Findings;
  };
  const links = xlsx({
    sheets: [
      {
        name: 'links',
        rows: [
          ['objective', 'target'],
          ['1', '10.77'],
        ],
      },
    ],
  });

  it.each(attacks)('%s is refused with an explanation', async (name) => {
    const { problems } = await drop(bombs[name]?.() as Uint8Array);
    expect(problems[0]).toMatchObject({ severity: 'error', where: { file: 'gcm.xlsx' }, isPartial: true });
    expect(await page.ask({ order: 'report' })).toContain('gcm.xlsx');
  });

  it('a workbook is read after that', async () => {
    const { problems } = await drop(links);
    expect(problems.map(({ where }) => where.value)).toContain('10.77');
  });

  it('a workbook that takes too long ends its worker, and the next one is read', async () => {
    await page.close();
    page = await openPage('chromium', server); // whose worker has not started
    isEndless = true;
    const { problems } = await drop(links);
    expect(problems[0]?.message).toBe('Reading the workbook takes too much time');
    isEndless = false;
    expect(
      (
        await drop(
          xlsx({
            sheets: [
              {
                name: 'links',
                rows: [
                  ['objective', 'target'],
                  ['1', '10.78'],
                ],
              },
            ],
          }),
        )
      ).problems[0]?.where.file,
    ).toBe('gcm.xlsx');
  });

  it('requests only the assets and the data of the site', () => {
    const others = server.requests.filter(
      (url) => !url.startsWith('/assets/') && !['/case', '/favicon.ico'].includes(url),
    );
    expect([...new Set(others)].sort()).toEqual(['/', '/site/data/project-figures.zip', '/site/data/project.zip']);
  });
});
