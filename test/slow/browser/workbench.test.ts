import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gcm, temporaryFolder, wholeProject } from '../../support/gcm.js';
import { type Serving, serveRelease } from '../../support/serving.js';
import { convert, noOffice } from '../../support/soffice.js';
import { editSheet, exported, readWorkbook } from '../../support/workbooks.js';
import { narrow, overflowOf, violationsOf } from './accessibility.js';
import { noBrowser, type Opened, useBrowser } from './browser.js';

/** Five walks of a steward from the drop of a file to the downloaded result, without leaving the page. */

const open = useBrowser();
const pictures = process.env['GCM_TEST_PICTURES'] ?? temporaryFolder();

let project: string;
let book: string;
let server: Serving;
let opened: Opened;

beforeAll(async () => {
  if (noBrowser !== undefined) return;
  project = wholeProject();
  expect((await gcm(['build'], { cwd: project })).code).toBe(0);
  book = await exported(project);
  server = await serveRelease(path.join(project, 'build/current'));
});
afterAll(() => server?.close());

/** A copy of the exported workbook with edited sheets. */
function edited(name: string, edits: Record<string, (xml: string) => string>): string {
  const file = path.join(temporaryFolder(), name);
  copyFileSync(book, file);
  for (const [sheet, edit] of Object.entries(edits)) editSheet(file, sheet, edit);
  return file;
}

const asText = (cell: string, text: string): string => `<c r="${cell}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** Replaces a cell: put('B2', '16.22'), or put('B2', 16.1) for a number. */
const put =
  (cell: string, value: string | number) =>
  (xml: string): string =>
    xml.replace(
      new RegExp(`<c r="${cell}"[^>]*?(?:/>|>.*?</c>)`),
      typeof value === 'string' ? asText(cell, value) : `<c r="${cell}"><v>${value}</v></c>`,
    );

/** Adds rows at the end. */
const add =
  (...rows: string[][]) =>
  (xml: string): string => {
    const last = Math.max(...[...xml.matchAll(/<row r="(\d+)"/g)].map(([, row]) => Number(row)));
    const lines = rows.map((cells, at) => {
      const row = last + 1 + at;
      const written = cells.map((text, column) => asText(`${String.fromCharCode(65 + column)}${row}`, text));
      return `<row r="${row}">${written.join('')}</row>`;
    });
    return xml.replace('</sheetData>', `${lines.join('')}</sheetData>`);
  };

/** Opens the page and drops files on it. */
async function drop(files: string[], language = 'en'): Promise<Page> {
  opened = await open(`${server.address}site/${language}/workbench/`);
  const { page } = opened;
  await page.locator('#drop').waitFor();
  const contents = files.map((file) => ({ name: path.basename(file), base64: readFileSync(file).toString('base64') }));
  const transfer = await page.evaluateHandle(async (all) => {
    const dropped = new DataTransfer();
    for (const { name, base64 } of all)
      dropped.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name));
    return dropped;
  }, contents);
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await page.locator('#problems').waitFor();
  return page;
}

const status = (page: Page) => page.locator('#bench-status');

/** Waits for a text in the live region. */
const says = (page: Page, text: RegExp): Promise<void> => status(page).filter({ hasText: text }).waitFor();

const counted = async (page: Page, severity: string): Promise<number> =>
  Number(/\d+/.exec((await page.locator('.bench-severities button', { hasText: severity }).textContent()) ?? '')?.[0]);

/** The problem of a cell: "links!B2". */
const problemAt = (page: Page, address: string) =>
  page.locator('.problem', { has: page.locator('h4', { hasText: new RegExp(`${address}(?!\\d)`) }) });

/** Downloads a file and returns its name and content. */
async function download(page: Page, button: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#hand-in').getByRole('button', { name: button }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** The text of a cell of a downloaded workbook. */
async function cellOf(bytes: Buffer, sheet: string, row: number, column: number): Promise<string | undefined> {
  const { workbook } = await readWorkbook(bytes);
  const rows = workbook?.sheets.find(({ name }) => name === sheet)?.rows ?? [];
  return rows.find(({ number }) => number === row)?.cells[column]?.text;
}

/** Ends a walk: a picture, no errors, and no request to another host. */
async function end(name: string): Promise<void> {
  const { page, errors, elsewhere, close } = opened;
  await page.screenshot({ path: path.join(pictures, `workbench-${name}.png`), fullPage: true });
  expect({ errors, elsewhere }).toEqual({ errors: [], elsewhere: [] });
  await close();
}

describe.skipIf(noBrowser)('a steward', () => {
  it('fixes a wrong code by its suggestion', async () => {
    const page = await drop([edited('gcm.xlsx', { links: put('B2', '10.77') })]);
    expect(await counted(page, 'error')).toBe(1);
    const problem = problemAt(page, 'links!B2');
    expect(await problem.locator('.bench-cell.is-marked').inputValue()).toBe('10.77');
    await problem.getByText('Why, and what to do').click();
    expect(await problem.locator('dd').first().textContent()).not.toBe('');
    await problem.getByRole('button', { name: 'Use “10.7”' }).click();
    await says(page, /1 problem solved/);
    expect(await problem.count()).toBe(0);
    const { name, bytes } = await download(page, /with the corrections/);
    expect([name, await cellOf(bytes, 'links', 2, 1)]).toEqual(['gcm.xlsx', '10.7']);
    await end('code');
  });

  it('adds a source with two links, and corrects them in their cells with the keyboard', async () => {
    const source = ['new-source', 'A new source', 'iom', '2026', 'https://example.org/', '', '© IOM', '', '2026-11-30'];
    const links = [
      ['1', '16.1', 'statd', 'new-source', ''],
      ['2', '16.1', 'stated', 'newsource', ''],
    ];
    const page = await drop([edited('gcm.xlsx', { sources: add(source), links: add(...links) })]);
    expect(await counted(page, 'error')).toBe(2);
    const marked = page.locator('.problem-error .is-marked');
    await marked.first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('newsource');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('stated');
    await page.keyboard.press('Enter');
    await says(page, /1 problem solved/);
    // The focus is on the next problem.
    await page.waitForFunction(() => (document.activeElement as HTMLInputElement).value === 'newsource');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('new-source');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.problem-error').length === 0);
    const { bytes } = await download(page, /CSV/);
    const rows = textOf(bytes, 'data/links.csv').trim().split('\n').slice(-2);
    expect(rows).toEqual(['1,16.1,stated,new-source,', '2,16.1,stated,new-source,']);
    await end('source');
  });

  it('restores a lost final zero, after an undo', async () => {
    const page = await drop([edited('gcm.xlsx', { links: put('B8', 16.1) })]);
    const problem = problemAt(page, 'links!B8');
    const restore = problem.getByRole('button', { name: 'Use “16.10”' });
    await restore.click();
    await says(page, /problems? solved/);
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await says(page, /new problems?/);
    await restore.click();
    await says(page, /problems? solved/);
    const { bytes } = await download(page, /with the corrections/);
    expect(await cellOf(bytes, 'links', 8, 1)).toBe('16.10');
    await end('zero');
  });

  it.skipIf(noOffice)('corrects a row that a filter of LibreOffice hides, and the filter stays', async () => {
    const hide = (xml: string): string => xml.replace('<row r="2"', '<row r="2" hidden="1"');
    const file = convert(edited('saved.xlsx', { links: (xml) => hide(put('B2', '10.77')(xml)) }), 'xlsx');
    const page = await drop([file]);
    await problemAt(page, 'links!B2').getByRole('button', { name: 'Use “10.7”' }).click();
    await says(page, /1 problem solved/);
    const { bytes } = await download(page, /with the corrections/);
    expect(await cellOf(bytes, 'links', 2, 1)).toBe('10.7');
    const [before, after] = [readFileSync(file), bytes].map((one) => partsOf(one, /worksheets\/sheet/));
    expect(after?.filter((xml) => /<row [^>]*hidden="(?:1|true)"/.test(xml))).toHaveLength(1);
    const filters = (parts: string[] = []): number => parts.filter((xml) => xml.includes('<autoFilter')).length;
    expect(filters(after)).toBe(filters(before));
    expect(filters(before)).toBeGreaterThan(0);
    await end('filter');
  });

  it('adds an Arabic name on the Arabic page', async () => {
    const name = 'توفير معلومات دقيقة في الوقت المناسب';
    const row = ['objective', '3', 'unnm-guide-2022', '', '', name, 'medium', '', '', '', ''];
    const page = await drop([edited('gcm.xlsx', { 'unofficial-names': add(row) })], 'ar');
    expect(await page.locator('.problem-error').count()).toBe(0);
    const { name: file, bytes } = await download(page, /CSV/);
    expect(file).toMatch(/unofficial-names\.csv$/);
    expect(textOf(bytes, file).trim().split('\n').at(-1)).toBe(`objective,3,unnm-guide-2022,,,${name},medium,,,,`);
    await end('name');
  });
});

/** The parts of a workbook whose names match. */
const partsOf = (bytes: Uint8Array, part: RegExp): string[] =>
  Object.entries(unzipSync(bytes)).flatMap(([name, content]) => (part.test(name) ? strFromU8(content) : []));

/** The text of a downloaded file, or of a file in a downloaded archive. */
function textOf(bytes: Buffer, file: string): string {
  const isArchive = bytes.subarray(0, 2).toString() === 'PK';
  return isArchive ? strFromU8(unzipSync(bytes)[file] as Uint8Array) : bytes.toString();
}

/** Corrects the error, adds a row with another one, and opens the changes, a preview, and the changed cells. */
async function openSections(page: Page): Promise<void> {
  await page.locator('.problem-error .button.main').first().click();
  await page.locator('.bench-corrections summary').click();
  await page.locator('#new-row select').selectOption({ label: 'links' });
  for (const [name, text] of Object.entries({ objective: '1', target: '16.1', status: 'stated', source: 'new' }))
    await page.locator(`#new-row [name=${name}]`).fill(text);
  await page.locator('#new-row [type=submit]').click();
  await page.locator('.problem-error').first().waitFor();
  await page.locator('#changes').scrollIntoViewIfNeeded();
  await page.locator('#changes .changes li a').first().click();
  await page.frameLocator('.bench-preview iframe').locator('h1').waitFor();
  await page.locator('.bench-preview-bar button').click(); // the other tests check pages
  await page.locator('#hand-in summary').click();
}

describe.skipIf(noBrowser)('the page', () => {
  it.each(['en', 'ar'])('is accessible with problems, light and dark, and fits a phone: %s', async (language) => {
    const page = await drop([edited('gcm.xlsx', { links: put('B2', '10.77') })], language);
    await page.locator('.bench-check input').last().check(); // the problems of the published data too
    await page.locator('.problem-warning').first().waitFor();
    await page.locator('.problem summary').first().click();
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize(narrow);
    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await openSections(page);
    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.locator('#new-row select').selectOption({ label: 'indicators' }); // long names of columns
    await page.locator('#new-row [name=code]').waitFor();
    expect(await overflowOf(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await end(`narrow-${language}`);
  });

  it('leads from the choice of a file to the download with the keyboard only', async () => {
    opened = await open(`${server.address}site/en/workbench/`);
    const { page } = opened;
    const tabTo = async (control: Locator): Promise<void> => {
      const isReached = () => control.evaluate((one) => one === document.activeElement);
      for (let steps = 0; steps < 60 && !(await isReached()); steps++) await page.keyboard.press('Tab');
      expect(await isReached()).toBe(true);
    };
    await tabTo(page.locator('#bench-files'));
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
    await chooser.setFiles(edited('gcm.xlsx', { links: put('B2', '10.77') }));
    await page.locator('.problem-error').waitFor();
    await tabTo(problemAt(page, 'links!B2').getByRole('button', { name: 'Use “10.7”' }));
    await page.keyboard.press('Enter');
    await says(page, /1 problem solved/);
    await tabTo(page.locator('#hand-in').getByRole('button', { name: /with the corrections/ }));
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(await cellOf(readFileSync(await file.path()), 'links', 2, 1)).toBe('10.7');
    await end('keyboard');
  });

  it('explains a fault of the program in its language, with a technical text to copy', async () => {
    opened = await open(`${server.address}site/fr/workbench/`);
    const { page } = opened;
    await page.evaluate(() => {
      globalThis.Worker = class extends EventTarget {
        postMessage({ id }: { id: number }): void {
          const data = { id, bug: 'TypeError: x is undefined' };
          setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })));
        }
        terminate(): void {}
      } as unknown as typeof Worker;
    });
    await page.locator('#bench-published').click();
    await says(page, /Vos fichiers sont en sécurité/);
    const text = page.getByText('TypeError: x is undefined');
    expect(await text.isVisible()).toBe(false);
    await page.getByText('Texte technique').click();
    expect(await text.isVisible()).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await end('fault');
  });

  it('is cancelled, and then checks the published sheets with figures, whose problems it shows on request', async () => {
    opened = await open(`${server.address}site/en/workbench/`);
    const { page } = opened;
    await page.getByRole('button', { name: 'Start from the published sheets' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await says(page, /Cancelled/);
    await page.getByLabel(/Check the figures too/).check();
    await page.getByRole('button', { name: 'Start from the published sheets' }).click();
    await says(page, /No new problems\. \d+ also in the published data/);
    expect(await page.locator('.problem').count()).toBe(0);
    await page.getByLabel(/problems of the published data too/).check();
    await page.locator('.problem .badge').first().waitFor();
    await end('published');
  });
});
