import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { diskFiles } from '../dist/node/disk-files.js';
import { readFamilies } from '../dist/sheets/family-files.js';
import { publishedBytes, readSheets } from '../dist/sheets/sheets.js';
import { projectPacks } from '../dist/site/workbench/project-pack.js';

/** Measures the workbench in Chromium on the real data: the first result, and the result after each corrected cell. */

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const project = { files: diskFiles, data: 'data', ontology: 'ontology', queries: 'queries' };
const sheets = await readSheets(diskFiles, 'data');
const figures = readFamilies(diskFiles, 'data', sheets).files;
const copies = [
  ...[...sheets.read].map(([name, bytes]) => ({ file: `data/${name}`, bytes: publishedBytes(sheets, name, bytes) })),
  ...figures.map(({ name, bytes }) => ({ file: `data/${name}`, bytes })),
];
const packs = new Map(projectPacks(project, copies, figures).map(({ file, content }) => [`/${file}`, content]));
for (const [file, { length }] of packs) console.log(`${file}: ${(length / 1e6).toFixed(2)} MB`);

const server = createServer(({ url = '' }, response) => {
  const asset = path.join(root, 'dist/site', url);
  const content = packs.get(url) ?? (url.startsWith('/assets/') && existsSync(asset) ? readFileSync(asset) : undefined);
  const type = url.endsWith('.js') ? 'text/javascript' : url === '/' ? 'text/html' : 'application/octet-stream';
  response.writeHead(url === '/' || content ? 200 : 404, { 'content-type': type });
  response.end(content ?? '');
}).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const site = `http://127.0.0.1:${server.address().port}/`;
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

/** Sends an order to the worker, and returns its result and the time of each step. */
const ask = (page, order) =>
  page.evaluate(
    (order) =>
      new Promise((resolve, reject) => {
        globalThis.bench ??= new Worker('assets/workbench-worker.js', { type: 'module' });
        const began = performance.now();
        const steps = [];
        globalThis.bench.onerror = ({ message }) => reject(new Error(message));
        globalThis.bench.onmessage = ({ data: { step, result, fault } }) => {
          const at = Math.round(performance.now() - began);
          if (step) steps.push(`${step} ${at}`);
          else if (fault) reject(new Error(fault));
          else
            resolve({
              ms: at,
              steps,
              counts: result.counts,
              first: result.problems?.[0],
              result: !result.counts && result,
            });
        };
        const files = order.text ? [{ path: order.text[0], bytes: new TextEncoder().encode(order.text[1]) }] : [];
        globalThis.bench.postMessage({ id: 1, ...order, ...(order.order === 'open' && { files }) });
      }),
    order,
  );

const memory = async (page) => {
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const tabs = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const sizes = tabs.map(
    (id) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  );
  const peaks = tabs.map(
    (id) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  );
  return `${Math.round(Math.max(...sizes))} MB (peak ${Math.round(Math.max(...peaks))})`;
};

const links = readFileSync('data/links.csv', 'utf8').replace(',16.2,', ',16.22,');
for (const withFigures of process.argv.includes('figures') ? [false, true] : [false]) {
  const page = await browser.newPage();
  await page.goto(site);
  console.log(withFigures ? 'With figures' : 'Without figures');
  const opened = await ask(page, { order: 'open', site, withFigures, text: ['links.csv', links] });
  const { row, column } = opened.first.where;
  console.log(
    'open',
    opened.ms,
    opened.steps.join(', '),
    JSON.stringify(opened.counts),
    opened.first.code,
    await memory(page),
  );
  const file = 'data/links.csv';
  for (const after of ['16.2', '16.22', '16.2', '16.3']) {
    const changed = await ask(page, { order: 'change', changes: [{ file, row, column, before: '16.22', after }] });
    console.log('change', changed.ms, changed.steps.join(', '), JSON.stringify(changed.counts), await memory(page));
  }
  await page.close();
}
await browser.close();
server.close();
