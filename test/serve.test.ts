import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gcm, ownRules, root, smallProject, temporaryFolder } from './support/gcm.js';
import { linksOf } from './support/site.js';

const project = smallProject();
let server: ChildProcess;
let address = '';

beforeAll(async () => {
  expect(gcm(['build', ...ownRules], { cwd: project }).code).toBe(0);
  writeFileSync(path.join(project, 'secret.txt'), 'secret');
  symlinkSync(path.join(project, 'secret.txt'), path.join(project, 'build/current/link.txt'));
  server = spawn(process.execPath, [path.join(root, 'dist/cli/main.js'), 'serve', '--port', '0'], { cwd: project });
  const [line] = await once(createInterface({ input: server.stdout as NodeJS.ReadableStream }), 'line');
  address = line as string;
});

afterAll(() => server.kill('SIGKILL'));

/** A request as it is typed: fetch would tidy up the path. */
function ask(asked: string, method = 'GET'): Promise<{ status: number; type: string; location: string; body: string }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: asked, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      response.on('end', () => {
        const { 'content-type': type = '', location = '' } = response.headers;
        resolve({ status: response.statusCode ?? 0, type, location, body });
      });
    });
    sent.on('error', reject).end();
  });
}

describe('gcm serve', () => {
  it('is there for this machine alone', () => expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/));

  it('leads from its top to the start page', async () => {
    expect(await ask('/')).toMatchObject({ status: 302, location: '/site/index.html' });
    expect(await ask('/site/')).toMatchObject({ status: 200, body: expect.stringContaining('<!doctype html>') });
  });

  it.each([
    ['/site/ar/objective/1.html', 'text/html; charset=utf-8'],
    ['/site/objective/1.ttl', 'text/turtle; charset=utf-8'],
    ['/site/objective/1.jsonld?x=1', 'application/ld+json'],
    ['/site/assets/site.css', 'text/css; charset=utf-8'],
    ['/site/assets/favicon.svg', 'image/svg+xml'],
    ['/gcm-sdg.nq', 'application/n-quads; charset=utf-8'],
    ['/data/links.csv', 'text/csv; charset=utf-8'],
  ])('serves %s as %s', async (asked, type) => expect(await ask(asked)).toMatchObject({ status: 200, type }));

  it.each([
    '/../../../secret.txt',
    '/site/../../../../secret.txt',
    '/%2e%2e/%2e%2e/%2e%2e/secret.txt',
    '/..%2f..%2f..%2fsecret.txt',
    '/..\\..\\secret.txt',
    '/link.txt',
    '/%00',
    '/%zz',
    '/site',
    '//etc/passwd',
  ])('gives nothing away for %s', async (asked) => {
    const { status, body } = await ask(asked);
    expect(status).toBe(404);
    expect(body).not.toMatch(/secret|root:/);
  });

  it('has a page for what is not there, whose links hold at any depth', async () => {
    const { status, type, body } = await ask('/site/en/no/such/page.html');
    expect([status, type]).toEqual([404, 'text/html; charset=utf-8']);
    const links = linksOf(body).filter((link) => !/^(?:https?:|#)/.test(link));
    expect(links).toContain('/site/assets/site.css');
    for (const link of links) expect((await ask(link)).status, link).toBe(200);
  });

  it('answers nothing but questions', async () => {
    expect(await ask('/site/index.html', 'POST')).toMatchObject({ status: 405 });
    expect(await ask('/site/index.html', 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('says so when the port is taken or none, and when there is no site', () => {
    const { port } = new URL(address);
    const serve = (...args: string[]) => gcm(['serve', ...args], { cwd: project });
    expect(serve('--port', port)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('another program uses it'),
    });
    expect(serve('--port', '99999')).toMatchObject({ code: 2, stderr: expect.stringContaining('no number') });
    const bare = gcm(['serve'], { cwd: temporaryFolder() });
    expect(bare).toMatchObject({ code: 2, stderr: expect.stringContaining('run gcm build first') });
  });

  it('ends when it is told to', async () => {
    server.kill('SIGINT');
    expect((await once(server, 'exit'))[0]).toBe(130);
  });
});
