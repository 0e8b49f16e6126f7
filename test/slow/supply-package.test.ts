import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleForBrowser } from '../support/bundle.js';
import { type Ended, projectWithFewFigures, root, temporaryFolder } from '../support/gcm.js';

/** Runs a program asynchronously, because an installation takes a minute and the test runner must not be blocked. */
function run(program: string, args: string[], cwd: string): Promise<Ended> {
  const child = spawn(program, args, { cwd });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const noNetwork = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/;

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** The package, installed in an empty project. */
interface Installed {
  folder: string;
  files: string[]; // of the tarball
  isOffline: boolean; // its dependencies cannot be downloaded
}

async function install(): Promise<Installed> {
  const folder = temporaryFolder();
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
  expect(packed.code, packed.stderr).toBe(0);
  const [{ filename = '', files = [] } = {}] = JSON.parse(packed.stdout) as {
    filename: string;
    files: { path: string }[];
  }[];
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const options = ['--ignore-scripts', '--omit=optional', '--prefer-offline', '--no-audit', '--no-fund'];
  const installed = await run('npm', ['install', `./${filename}`, ...options], folder);
  const isOffline = installed.code !== 0 && noNetwork.test(installed.stderr);
  if (!isOffline) expect(installed.code, installed.stderr).toBe(0);
  return { folder, files: files.map((file) => file.path), isOffline };
}

/** Examples of docs/api.md by file name. */
const examples = new Map(
  [...readFileSync(path.join(root, 'docs/api.md'), 'utf8').matchAll(/^```ts file=(\S+)\n(.*?)^```$/gms)].map(
    ([, name = '', code = '']) => [name, code],
  ),
);

describe('the package', () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install();
  }, 400_000);

  it('contains the program, the data and the licence, but no sources', () => {
    for (const due of [
      'LICENSE',
      'README.md',
      'package.json',
      'dist/cli/gcm.js',
      'dist/site/assets/site.css',
      'data/tables.json',
    ])
      expect(installed.files).toContain(due);
    expect(installed.files.filter((name) => /^(src|test|bench|build|docs|\.)/.test(name))).toEqual([]);
  });

  it('installs in an empty folder without scripts, and builds a project', async (context) => {
    const { folder, isOffline } = installed;
    if (isOffline) context.skip('the packages that it needs cannot be fetched on this machine');
    const gcm = path.join(folder, 'node_modules/.bin/gcm');
    const made = await run(gcm, ['init', 'mine', '--base', 'https://example.org/mine/'], folder);
    expect(made.code, made.stderr).toBe(0);
    const project = path.join(folder, 'mine');
    const built = await run(gcm, ['build'], project);
    expect(built.code, built.stderr).toBe(0);
    const release = path.join(project, 'build/current');
    expect(readdirSync(path.join(release, 'site')).length).toBeGreaterThan(5);
    expect((await run(gcm, ['verify'], project)).code).toBe(0);

    // The bill of materials lists the packages of this installation.
    expect(existsSync(path.join(release, 'catalogue.ttl'))).toBe(true);
    const bill = JSON.parse(readFileSync(path.join(release, 'sbom.json'), 'utf8'));
    expect(bill.metadata.component.name).toBe('gcm-graph');
    const direct = Object.entries(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).dependencies);
    const listed = new Set(
      (bill.components as { purl: string }[]).map(({ purl }) => purl.replace('pkg:npm/', '').replace('%40', '@')),
    );
    expect(direct.filter(([name, version]) => !listed.has(`${name}@${version}`))).toEqual([]);
  }, 200_000);

  it('names the optional package for queries on other sources', async (context) => {
    const { folder, isOffline } = installed;
    if (isOffline) context.skip('the packages that it needs cannot be fetched on this machine');
    writeFileSync(path.join(folder, 'a.nt'), '<urn:a> <urn:b> <urn:c> .\n');
    const gcm = path.join(folder, 'node_modules/.bin/gcm');
    expect(await run(gcm, ['query', 'ASK {}', '--source', 'a.nt'], folder)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'gcm: --source needs an optional package. Run npm install @comunica/query-sparql@4\n',
    });
  });

  it('compiles and runs the examples of docs/api.md', async (context) => {
    const { folder, isOffline } = installed;
    if (isOffline) context.skip('the packages that it needs cannot be fetched on this machine');
    cpSync(projectWithFewFigures(), folder, { recursive: true });
    for (const [name, code] of examples) writeFileSync(path.join(folder, name), code);
    const types = path.join(root, 'node_modules/@types');
    const options = {
      target: 'ES2023',
      module: 'NodeNext',
      lib: ['ES2023', 'DOM'],
      strict: true,
      exactOptionalPropertyTypes: true,
      types: ['node'],
      typeRoots: [types],
      outDir: 'out',
    };
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: [...examples.keys()] }),
    );
    const compiled = await run(path.join(root, 'node_modules/.bin/tsc'), ['-p', '.'], folder);
    expect(compiled.stdout).toBe('');
    const withoutDom = { ...options, lib: ['ES2023'], noEmit: true };
    const forNode = [...examples.keys()].filter((one) => one !== 'worker.ts');
    writeFileSync(
      path.join(folder, 'tsconfig.node.json'),
      JSON.stringify({ compilerOptions: withoutDom, files: forNode }),
    );
    const compiledForNode = await run(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.node.json'], folder);
    expect(compiledForNode.stdout).toBe('');
    const outputs: Record<string, RegExp> = {
      'check.ts': /^ {2}'gcm-sdg\.ttl',.*^links\r?\n188\b.*^Nothing changed\.$/ms,
      'csvw.ts': /^\d{3,}$/m,
      'workbook.ts': /\S/,
    };
    for (const name of forNode) {
      const { code, stdout, stderr } = await run('node', [`out/${name.replace(/ts$/, 'js')}`], folder);
      expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: '' });
      expect(stdout).toMatch(outputs[name] ?? /never/);
    }
  }, 200_000);

  it('runs the browser example in a browser, bundled without polyfills', async (context) => {
    const { folder, isOffline } = installed;
    if (isOffline) context.skip('the packages that it needs cannot be fetched on this machine');
    if (executablePath === undefined) context.skip('Chromium is not installed');
    const browser = await chromium.launch({ executablePath: executablePath as string });
    try {
      const page = await browser.newPage();
      const script = await bundleForBrowser(
        (examples.get('worker.ts') ?? '').replace(': MessageEvent<Map<string, Uint8Array>>', ''),
        folder,
      );
      const engine = createRequire(path.join(folder, 'node_modules/gcm-graph/')).resolve('oxigraph/web_bg.wasm');
      await page.route('http://library.test/**', (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === '/worker.js') return route.fulfill({ body: script, contentType: 'text/javascript' });
        if (pathname === '/web_bg.wasm') return route.fulfill({ path: engine, contentType: 'application/wasm' });
        return route.fulfill({ body: '<!doctype html>', contentType: 'text/html' });
      });
      await page.goto('http://library.test/');
      const shapes = readFileSync(path.join(root, 'ontology/shapes.ttl'), 'utf8');
      const codes = await page.evaluate(
        (text) =>
          new Promise<string[]>((resolve, reject) => {
            const worker = new Worker('/worker.js', { type: 'module' });
            worker.onmessage = ({ data }) => resolve(data.problems.map(({ code }: { code: string }) => code));
            worker.onerror = ({ message }) => reject(new Error(message));
            worker.postMessage(new Map([['ontology/shapes.ttl', new TextEncoder().encode(text)]]));
          }),
        shapes,
      );
      expect(codes).toContain('file-missing'); // tables.json
    } finally {
      await browser.close();
    }
  }, 100_000);
});
