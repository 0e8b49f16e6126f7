import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gcm, temporaryFolder, wholeProject } from '../../support/gcm.js';
import { type Serving, serveRelease } from '../../support/serving.js';
import { browsers } from '../../support/workbench-page.js';
import { editSheet, exported, readWorkbook } from '../../support/workbooks.js';

/** A walk of a steward in Firefox: from the drop to the download, and again without a server. */

const executablePath = browsers.firefox;

describe.skipIf(executablePath === undefined)('a steward in Firefox (skipped if it is not installed)', () => {
  let server: Serving;
  let browser: Browser;
  let book: string;
  let page: Page;
  const errors: unknown[] = [];
  beforeAll(async () => {
    const project = wholeProject();
    expect((await gcm(['build'], { cwd: project })).code).toBe(0);
    book = path.join(temporaryFolder(), 'gcm.xlsx');
    copyFileSync(await exported(project), book);
    put('links', 'B2', '10.77');
    put('objectives', 'H2', 'Better data');
    server = await serveRelease(path.join(project, 'build/current'));
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: executablePath as string, headless: true });
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${server.address}site/en/workbench/`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Replaces a cell of the workbook. */
  const put = (sheet: string, cell: string, text: string): void =>
    editSheet(book, sheet, (xml) =>
      xml.replace(
        new RegExp(`<c r="${cell}"[^>]*?(?:/>|>.*?</c>)`),
        `<c r="${cell}" t="inlineStr"><is><t>${text}</t></is></c>`,
      ),
    );
  const waitFor = (test: string): Promise<unknown> => page.waitForFunction(test, { timeout: 60_000 });
  const click = (selector: string): Promise<void> => page.locator(selector).setTimeout(60_000).click();

  /** Drops the workbook, and waits for its result. */
  async function drop(): Promise<void> {
    await page.evaluate((base64) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], 'gcm.xlsx'));
      document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    }, readFileSync(book).toString('base64'));
    await waitFor(`document.querySelector('.problem-error .is-marked')?.value === '10.77'`);
  }

  it('fixes a wrong code, sees the page as it would be, and downloads the workbook', async () => {
    await waitFor(`document.getElementById('drop')?.checkVisibility()`);
    await drop();
    await click('::-p-text(Use “10.7”)');
    await waitFor(`/1 problem solved/.test(document.getElementById('bench-status').textContent)`);
    await click('#to-changes');
    await click('#changes .changes li a');
    await waitFor(
      `document.querySelector('.bench-preview iframe').contentDocument.querySelector('h1')?.checkVisibility()`,
    );
    await page.evaluate(() => {
      const create = URL.createObjectURL;
      URL.createObjectURL = (blob: Blob) => {
        Object.assign(globalThis, { saved: blob });
        return create(blob);
      };
      HTMLAnchorElement.prototype.click = () => undefined; // Firefox saves nothing
    });
    await click('#hand-in button::-p-text(with the corrections)');
    await waitFor('globalThis.saved');
    const numbers = await page.evaluate(async () => [
      ...new Uint8Array(await (globalThis as unknown as { saved: Blob }).saved.arrayBuffer()),
    ]);
    const { workbook } = await readWorkbook(Buffer.from(numbers));
    const rows = workbook?.sheets.find(({ name }) => name === 'links')?.rows ?? [];
    expect(rows.find(({ number }) => number === 2)?.cells[1]?.text).toBe('10.7');
    expect(errors).toEqual([]);
  });

  it('checks a workbook without a server after the first visit', async () => {
    await waitFor(`document.getElementById('bench-offline').textContent !== ''`);
    await server.close();
    await page.goto(page.url().replace(/#.*/, '?again'));
    await waitFor(`document.getElementById('drop')?.checkVisibility()`);
    await drop();
    expect(errors).toEqual([]);
  });
});
