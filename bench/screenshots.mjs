// npm run screenshots: takes screenshots of the main pages at the widths of a phone, a tablet and a desktop, into
// build/screenshots. Also updates the images of the README (docs/*.png) and the link previews of sites.
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { followRelease } from '../dist/serve/release.js';
import { createServer, prepareRelease } from '../dist/serve/server.js';
import { serverOptions, settingsOf } from '../dist/serve/settings.js';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const release = process.argv[2] ?? at('build/current');
const folder = at('build/screenshots');
const pages = ['en/index', 'en/objective/10', 'ar/objective/10', 'en/sdg/C100703', 'en/query'];
const widths = [320, 768, 1440];
mkdirSync(folder, { recursive: true });
const settings = { ...settingsOf((name) => serverOptions[name].standard), rate: 0 };
const current = await followRelease(release, settings, console.error, prepareRelease);
const server = await createServer(current, settings);
const site = `${await server.listen({ port: 0, host: '127.0.0.1' })}/site/`;
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const browser = await chromium.launch({ executablePath });
for (const width of widths) {
  const page = await browser.newPage({ viewport: { width, height: Math.max(800, Math.round(width * 0.625)) } });
  for (const name of pages) {
    await page.goto(`${site}${name}.html`, { waitUntil: 'networkidle' });
    const file = `${name.replaceAll('/', '-')}-${width}.png`;
    await page.screenshot({ path: `${folder}/${file}` });
    await page.screenshot({ path: `${folder}/${file.replace('.png', '-whole.png')}`, fullPage: true });
  }
}

// For the README.
const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
await page.goto(`${site}en/objective/10.html`);
await page.locator('main').evaluate((main) => scrollTo(0, main.offsetTop));
await page.screenshot({ path: at('docs/site-objective.png') });
await page.setViewportSize({ width: 1440, height: 900 });
await page.goto(`${site}en/index.html`, { waitUntil: 'networkidle' });
await page.screenshot({ path: at('docs/site-matrix.png') });
await page.setViewportSize({ width: 1200, height: 630 });
for (const [drawing, picture] of [
  ['bench/preview.svg', 'src/site/pictures/preview.png'],
  ['ontology/preview.svg', 'ontology/preview.png'],
]) {
  await page.goto(pathToFileURL(at(drawing)).href);
  await page.screenshot({ path: at(picture) });
}
await browser.close();
await server.close();
await current.close();
