import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gcm } from './support/gcm.js';
import { digestGuard, type Fault, fileOf, type SparqlStore, statements, store } from './support/pushing.js';

/** Transfers into stores that fail in different ways. */

const refuse =
  (status: number, text = '', headers: Record<string, string> = {}): Fault =>
  (_, response) => {
    response.writeHead(status, headers).end(text);
    return true;
  };
const times =
  (count: number, fault: Fault): Fault =>
  (asked, response, number) =>
    number <= count && fault(asked, response, number);

describe('a failing store', () => {
  const file = fileOf(statements(100, 2));
  const push = (target: SparqlStore, ...more: string[]) =>
    gcm(['push', `${target.address}/data`, file, '--batch', '10', ...more]);

  it('gets a fourth request after three failures', async () => {
    const target = await store(times(3, refuse(500, 'Virtuoso is tired\u001b[31m')));
    const { code, stderr } = await push(target);
    expect(code).toBe(0);
    expect(stderr.match(/answered 500: Virtuoso is tired \[31m\. Trying again in/g)).toHaveLength(3);
    expect(target.dump()).toHaveLength(100);
  });

  it('gets no more requests after the last retry', async () => {
    const target = await store(refuse(503));
    const { code, stderr } = await push(target, '--retries', '2');
    expect(code).toBe(1);
    expect(stderr).toMatch(/gcm: http:\S+ answered 503\n$/);
    expect(target.asked).toHaveLength(3);
  });

  it('gets another request after a broken connection', async () => {
    const target = await store(({ method }, response, number) => {
      if (number !== 4) return false;
      expect(method).toBe('POST');
      response.socket?.resetAndDestroy();
      return true;
    });
    const { code, stderr } = await push(target);
    expect(stderr).toContain('cannot be reached (ECONNRESET). Trying again');
    expect(code).toBe(0);
    expect(target.dump()).toHaveLength(100);
  });

  it('gets the next request at the requested time', async () => {
    const target = await store(times(1, refuse(503, '', { 'retry-after': '2' })));
    expect((await push(target)).code).toBe(0);
    const [first, second] = target.asked;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1990);
  });

  it('gets another request after a timeout', async () => {
    const target = await store(
      times(1, async (_, response) => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        response.end();
        return true;
      }),
    );
    const { code, stderr } = await push(target, '--timeout', '1');
    expect(stderr).toContain('did not answer within 1 s. Trying again');
    expect(code).toBe(0);
  });

  it.each([
    [413, 'too\u0007 large'],
    [405, 'only reading here'],
    [400, '<h1>no</h1>'],
  ])('ends the transfer with status %i and a harmless text', async (status, words) => {
    const target = await store(refuse(status, words));
    const { code, stderr } = await push(target);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `gcm: ${target.address}/data answered ${status}: ${{ 413: 'too large', 405: 'only reading here', 400: 'no' }[status]}\n`,
    );
    expect(target.asked).toHaveLength(1);
  });

  it('is reported if it lost statements', async () => {
    const target = await store(({ path, body }, response, number) => {
      if (path !== '/data' || number !== 5) return false;
      expect(body).not.toBe('');
      response.writeHead(200).end(); // without storing the statements
      return true;
    });
    const { code, stderr } = await push(target);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /The store and the file differ\n {2}https:\/\/example.org\/g\d: found 40 statements, expected 50/,
    );
  });

  it.each([
    [
      'a page',
      200,
      '<html><style>b{}</style><h1>Please sign in</h1></html>',
      'did not return a count, but: Please sign in\n',
    ],
    ['nothing', 200, '', 'did not return a count\n'],
    ['status 404', 404, 'Not <b>found</b>', 'answered 404: Not found\n'],
    ['a redirect', 302, '', 'redirects to another URL (302): https://example.org/sign-in\n'],
  ])('needs --query if it answers a query with %s', async (_what, status, text, words) => {
    const target = await store(
      (asked, response, number) =>
        asked.path === '/query' &&
        refuse(status, text, status === 302 ? { location: 'https://example.org/sign-in' } : {})(
          asked,
          response,
          number,
        ),
    );
    const { code, stderr } = await push(target);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `gcm: ${target.address}/query ${words}  All statements were sent, but not counted. Name the query endpoint`,
    );
  });

  it('cannot redirect the data', async () => {
    const other = await store();
    const target = await store(refuse(307, '', { location: `${other.address}/data` }));
    const { code, stderr } = await push(target);
    expect(code).toBe(1);
    expect(stderr).toContain(`redirects to another URL (307): ${other.address}/data`);
    expect(other.asked).toEqual([]);
  });
});

describe('--resume', () => {
  const lines = statements(3000, 3);

  it('continues after a failure of the server', async () => {
    const file = fileOf(lines);
    const target = await store((_asked, response, number) => {
      if (number !== 20) return false;
      response.socket?.destroy();
      void target.close();
      return true;
    });
    const args = ['push', `${target.address}/data`, file, '--batch', '100', '--retries', '1'];
    const first = await gcm(args);
    expect(first.stderr).toContain('cannot be reached (ECONNREFUSED)');
    expect(first.stderr).toContain('Continue the transfer with --resume');
    expect(first.code).toBe(1);
    target.fault = undefined;
    await target.open();
    expect((await gcm([...args, '--resume'])).code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
  });

  it('starts from the beginning if the file has changed', async () => {
    const file = fileOf(lines);
    const target = await store((_asked, response, number) => number === 20 && refuse(400)(_asked, response, number));
    const args = ['push', `${target.address}/data`, file, '--batch', '100'];
    expect((await gcm(args)).code).toBe(1);
    utimesSync(file, 1, 1);
    const { code, stderr } = await gcm([...args, '--resume']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Nothing to resume. Everything was sent\n' });
    expect(target.dump()).toEqual([...lines].sort());
  });
});

describe('authentication', () => {
  const file = fileOf(statements(100, 2));
  const env = { GCM_PUSH_USER: 'a "name"', GCM_PUSH_PASSWORD: 'päss:word' };
  const push = (target: SparqlStore, who: Record<string, string>) =>
    gcm(['push', `${target.address}/data`, file, '--batch', '10'], { env: who });

  it('is not possible without a user name', async () => {
    const target = await store(digestGuard('a', 'b', 'MD5'));
    const { code, stderr } = await push(target, {});
    expect(code).toBe(1);
    expect(stderr).toContain('answered 401: who are you?');
    expect(target.asked).toHaveLength(1);
  });

  it.each(['MD5', 'SHA-256'] as const)('uses Digest with %s', async (algorithm) => {
    const target = await store(digestGuard('loader', env.GCM_PUSH_PASSWORD, algorithm));
    const { code, stderr } = await push(target, { ...env, GCM_PUSH_USER: 'loader' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(target.dump()).toHaveLength(100);
    expect(target.asked.filter(({ headers }) => headers.authorization === undefined)).toHaveLength(1);
    expect(target.asked.filter(({ headers }) => /päss|basic/i.test(headers.authorization ?? ''))).toEqual([]);
  });

  it('uses Basic only without other schemes', async () => {
    const expected = `Basic ${Buffer.from('a "name":päss:word').toString('base64')}`;
    const target = await store(({ headers }, response, number) =>
      headers.authorization === expected
        ? false
        : refuse(401, '', { 'www-authenticate': 'Basic realm="x"' })({} as never, response, number),
    );
    expect((await push(target, env)).code).toBe(0);
  });

  it('is not repeated if it fails, and does not appear in messages', async () => {
    const target = await store(digestGuard('loader', 'another', 'MD5'));
    const { code, stdout, stderr } = await push(target, { ...env, GCM_PUSH_USER: 'loader' });
    expect(code).toBe(1);
    expect(target.asked).toHaveLength(2);
    expect(stdout + stderr).not.toContain('päss');
  });

  it('is rejected in a URL', async () => {
    const { code, stderr } = await gcm(['push', 'http://me:secret@127.0.0.1/data', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('GCM_PUSH_PASSWORD');
    expect(stderr).not.toContain('secret');
  });

  it('is not sent to another server for the counts', async () => {
    const [target, other] = [
      await store(digestGuard('loader', 'b', 'MD5')),
      await store(refuse(401, '', { 'www-authenticate': 'Basic realm="x"' })),
    ];
    const { code } = await gcm(['push', `${target.address}/data`, file, '--query', `${other.address}/query`], {
      env: { GCM_PUSH_USER: 'loader', GCM_PUSH_PASSWORD: 'b' },
    });
    expect(code).toBe(1);
    expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
