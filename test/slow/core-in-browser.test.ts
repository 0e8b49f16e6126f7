import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForBrowser } from '../support/bundle.js';
import { gcm, projectWithFewFigures, root, wholeProject } from '../support/gcm.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Code of the worker: returns the report of `gcm check --report json`, or the checksums and the index of a release. */
const entry = `
  import { build, check, UserError } from './dist/index.js';
  import { json } from './dist/report/formats.js';
  self.onmessage = async ({ data: { task, files, engine } }) => {
    const decode = (text) => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
    try {
      const map = new Map(files.map(([name, text]) => [name, decode(text)]));
      if (task === 'retry') {
        const fault = await check(map, { engine: new Uint8Array(8) }).catch((error) => error);
        await check(map, { engine: decode(engine) });
        return self.postMessage((fault instanceof UserError) + ': ' + fault.message);
      }
      const options = { engine: decode(engine) };
      if (task === 'check') self.postMessage(json((await check(map, options)).problems));
      else {
        const release = (await build(map, options)).files;
        const [sums, index] = ['SHA256SUMS', 'figures.index.json'].map((file) => new TextDecoder().decode(release.get(file)));
        self.postMessage(JSON.stringify({ sums, index }));
      }
    } catch (error) {
      self.postMessage('thrown: ' + error.stack);
    }
  };`;

/** Returns all files of a project in base64. */
const packed = (project: string): [name: string, base64: string][] =>
  ['data', 'ontology', 'queries'].flatMap((folder) =>
    readdirSync(path.join(project, folder), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => path.join(one.parentPath, one.name))
      .map((file): [string, string] => [path.relative(project, file), readFileSync(file, 'base64')]),
  );

/** Runs the worker on a project. */
const runIn = (page: Page, task: 'check' | 'build' | 'retry', project: string): Promise<string> =>
  page.evaluate(
    ([task, engine, files]) =>
      new Promise<string>((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage({ task, engine, files });
      }),
    [task, readFileSync(createRequire(import.meta.url).resolve('oxigraph/web_bg.wasm'), 'base64'), packed(project)],
  );

describe.skipIf(executablePath === undefined)('the core in a browser (skipped if Chromium is not installed)', () => {
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  beforeAll(async () => {
    const script = await bundleForBrowser(entry);
    browser = await chromium.launch({ executablePath: executablePath as string });
    page = await browser.newPage();
    // Without a server: the test answers the requests for an empty page and the script, and aborts all others.
    await page.route('**', (route) => {
      const url = route.request().url();
      asked.push(url);
      if (url === 'http://core.test/worker.js') return route.fulfill({ body: script, contentType: 'text/javascript' });
      return url === 'http://core.test/' ? route.fulfill({ body: '', contentType: 'text/html' }) : route.abort();
    });
    await page.goto('http://core.test/');
  });
  afterAll(() => browser?.close());

  it('reports the same problems in the real data as the command', async () => {
    const { stdout } = await gcm(['check', '--report', 'json', '--since', 'none']);
    expect(JSON.parse(stdout).counts.warning).toBeGreaterThan(0);
    expect(await runIn(page, 'check', root)).toBe(stdout);
    expect(asked).toEqual(['http://core.test/', 'http://core.test/worker.js']);
  });

  it('takes an engine after one that cannot be loaded', async () => {
    expect(await runIn(page, 'retry', wholeProject())).toMatch(/^true: The query engine cannot be loaded: /);
  });

  it('reports the same problems in broken sheets as the command', async () => {
    const project = projectWithFewFigures();
    breakSheets(path.join(project, 'data'));
    const { stdout, code } = await gcm(['check', '--report', 'json'], { cwd: project });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).counts.error).toBeGreaterThan(3);
    expect(await runIn(page, 'check', project)).toBe(stdout);
  });

  it('builds the same release as the command', async () => {
    const project = projectWithFewFigures();
    const { code, stderr } = await gcm(['build', '--no-site'], { cwd: project });
    expect(code, stderr).toBe(0);
    const read = (file: string): string => readFileSync(path.join(project, 'build/current', file), 'utf8');
    const { sums, index } = JSON.parse(await runIn(page, 'build', project)) as Record<'sums' | 'index', string>;
    expect(sameEverywhere(sums)).toEqual(sameEverywhere(read('SHA256SUMS')));
    expect(sameEverywhere(sums).length).toBeGreaterThan(700);
    expect(unpacked(index)).toEqual(unpacked(read('figures.index.json')));
  });
});

/**
 * Checksums of the files that do not depend on the program. A browser has no installed packages and no Parquet, and it packs figures
 * differently. The catalogue lists their sizes.
 */
const sameEverywhere = (sums: string): string[] =>
  sums
    .split('\n')
    .filter(
      (line) => !/ (sbom\.json|figures\.(parquet|nq\.gz|index\.json)|catalogue\.\w+|croissant\.json)$/.test(line),
    );

/** The index of the figures without the sizes of the packed pieces. */
const unpacked = (index: string): unknown =>
  JSON.parse(index, (key, value) => (key === 'start' || key === 'length' ? undefined : value));

/**
 * Creates different problems: an unknown code, a duplicate row, a wrong date, another delimiter and encoding, blank
 * rows.
 */
function breakSheets(data: string): void {
  const change = (name: string, edit: (text: string) => string): void => {
    const file = path.join(data, name);
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
  };
  change('links.csv', (text) => `${text}${text.split('\n')[1]}\n10,16.22,stated,unnm-guide-2022,\n`);
  change('targets.csv', (text) => text.replace('16.2', '16,2'));
  change('figures/BX_TRF_PWKR.csv', (text) => text.replaceAll(',', ';'));
  change('sources.csv', (text) => text.replace(/\d{4}-\d\d-\d\d/, '31.12.2020'));
  change('units.csv', (text) => text.replace(/\n$/, '\n\n,,\n'));
  writeFileSync(
    path.join(data, 'areas.csv'),
    Buffer.from(readFileSync(path.join(data, 'areas.csv'), 'utf8'), 'latin1'),
  );
}
