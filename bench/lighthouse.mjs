// node bench/lighthouse.mjs [release] [rounds]: runs Lighthouse 12 (mobile) on the main pages of a site, and prints the
// medians of the four categories and of the layout shift. Each must be at least 98, the shift at most 0.02.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { followRelease } from '../dist/serve/release.js';
import { createServer, prepareRelease } from '../dist/serve/server.js';
import { serverOptions, settingsOf } from '../dist/serve/settings.js';

const release = process.argv[2] ?? fileURLToPath(new URL('../build/current', import.meta.url));
const rounds = Number(process.argv[3] ?? 5);
const pages = ['en/index', 'en/objective/10', 'en/area/404', 'en/sdg/SI_RMT_COST', 'en/query'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const settings = { ...settingsOf((name) => serverOptions[name].standard), rate: 0 };
const current = await followRelease(release, settings, console.error, prepareRelease);
const server = await createServer(current, settings);
const site = `${await server.listen({ port: 0, host: '127.0.0.1' })}/site/`;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs Lighthouse once in its own process, because the server of this process answers it. */
async function measure(url) {
  const report = path.join(mkdtempSync(path.join(os.tmpdir(), 'gcm-lighthouse-')), 'report.json');
  const options = ['--quiet', '--output=json', `--output-path=${report}`, '--chrome-flags=--headless=new --no-sandbox'];
  const run = spawn('npx', ['--yes', 'lighthouse@12', url, ...options], {
    env: { ...process.env, CHROME_PATH: chrome },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => run.once('exit', resolve));
  if (code !== 0) throw new Error(`Lighthouse ended with ${code}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

spawnSync('npx', ['--yes', 'lighthouse@12', '--version']); // installs it before the first measurement
for (const page of pages) {
  const reports = [];
  for (let round = 0; round < rounds; round++) reports.push(await measure(`${site}${page}.html`));
  const scores = categories.map((one) =>
    median(reports.map((report) => Math.round(report.categories[one].score * 100))),
  );
  const shift = median(reports.map(({ audits }) => audits['cumulative-layout-shift'].numericValue));
  console.log(
    `${page}: ${categories.map((one, i) => `${one} ${scores[i]}`).join(', ')}, layout shift ${shift.toFixed(3)}`,
  );
  const failed = categories.flatMap((one, i) =>
    scores[i] >= 98
      ? []
      : reports[0].categories[one].auditRefs.flatMap(({ id, weight }) =>
          weight > 0 && (reports[0].audits[id].score ?? 1) < 0.95 ? id : [],
        ),
  );
  if (failed.length > 0) console.log(`  below 98 because of: ${failed.join(', ')}`);
  if (failed.length > 0 || shift > 0.02) process.exitCode = 1;
}
await server.close();
await current.close();
