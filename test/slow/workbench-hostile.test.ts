import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Findings } from '../../src/site/workbench/messages.js';
import { bombs } from '../support/bombs.js';
import { smallProject } from '../support/gcm.js';
import {
  browsers,
  openPage,
  publish,
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
  let isEndless = false;
  beforeAll(async () => {
    server = await startServer({ site: await publish(smallProject()) }, (url) =>
      isEndless && url === '/assets/workbench-read-worker.js' ? Buffer.from('for (;;);') : undefined,
    );
    page = await openPage('chromium', server);
  });
  afterAll(async () => {
    await page?.close();
    server?.close();
  });

  const drop = (bytes: Uint8Array): Promise<Findings> => page.drop('site', [{ path: 'gcm.xlsx', bytes }], true);
  const linksTo = (target: string): Uint8Array =>
    xlsx({
      sheets: [
        {
          name: 'links',
          rows: [
            ['objective', 'target'],
            ['1', target],
          ],
        },
      ],
    });

  it.each(attacks)('%s is refused with an explanation', async (name) => {
    const { problems } = await drop(bombs[name]?.() as Uint8Array);
    expect(problems[0]).toMatchObject({ severity: 'error', where: { file: 'gcm.xlsx' }, isPartial: true });
    expect(await page.report()).toContain('gcm.xlsx');
  });

  it('a workbook is read after that', async () => {
    const { problems } = await drop(linksTo('10.77'));
    expect(problems.map(({ where }) => where.value)).toContain('10.77');
  });

  it('a workbook that takes too long ends its worker, and the next one is read', async () => {
    await page.close();
    page = await openPage('chromium', server); // whose worker has not started
    isEndless = true;
    const { problems } = await drop(linksTo('10.77'));
    expect(problems[0]?.message).toBe('Reading the workbook takes too much time');
    isEndless = false;
    expect((await drop(linksTo('10.78'))).problems[0]?.where.file).toBe('gcm.xlsx');
  });

  it('requests only the assets and the data of the site', () => {
    const others = server.requests.filter((url) => !/^\/(?:assets|dropped)\/|^\/favicon\.ico$/.test(url));
    expect([...new Set(others)].sort()).toEqual(['/', '/site/data/project-figures.zip', '/site/data/project.zip']);
  });
});
