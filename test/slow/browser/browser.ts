import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** The reason to skip tests in a browser; undefined if Chromium is installed. */
export const noBrowser = executablePath === undefined ? 'Chromium is not installed' : undefined;

/** A page of the site with its errors. */
export interface Opened {
  page: Page;
  errors: string[]; // from the console and from scripts
  elsewhere: string[]; // requests to other hosts, all blocked
  close(): Promise<void>;
}

export type Open = (address: string, options?: BrowserContextOptions) => Promise<Opened>;

/**
 * Starts one browser for the tests of a file. Returns a function that opens a path or a URL in a new profile:
 * open("en/index.html").
 */
export function useBrowser(): Open {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath !== undefined) browser = await chromium.launch({ executablePath });
  });
  afterAll(() => browser?.close());
  return async (address, options = {}) => {
    const url = new URL(address, inject('address'));
    const context = await (browser as Browser).newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const errors: string[] = [];
    const elsewhere: string[] = [];
    await context.route(
      (asked) => asked.origin !== url.origin && /^(?:https?|wss?):$/.test(asked.protocol),
      (route) => {
        elsewhere.push(route.request().url());
        return route.abort();
      },
    );
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      if (reason !== 'net::ERR_ABORTED') errors.push(`${request.url()}: ${reason}`); // the page was closed
    });
    await page.goto(url.href);
    return { page, errors, elsewhere, close: () => context.close() };
  };
}
