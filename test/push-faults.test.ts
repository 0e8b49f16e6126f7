import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gcm } from './support/gcm.js';
import { digestGuard, type Fault, fileOf, type SparqlStore, statements, store } from './support/pushing.js';

/** Transfers to stores that fail. */

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

describe('a store that fails', () => {
  const file = fileOf(statements(100, 2));
  const push = (target: SparqlStore, ...more: string[]) =>
    gcm(['push', `${target.address}/data`, file, '--batch', '10', ...more]);

  it('three times is tried a fourth time', async () => {
    const target = await store(times(3, refuse(500, 'Virtuoso is tired\u001b[31m')));
    const { code, stderr } = await push(target);
    expect(code).toBe(0);
    expect(stderr.match(/answered 500: Virtuoso is tired \[31m; trying again in/g)).toHaveLength(3);
    expect(target.dump()).toHaveLength(100);
  });

  it('repeatedly ends the transfer', async () => {
    const target = await store(refuse(503));
    const { code, stderr } = await push(target, '--retries', '2');
    expect(code).toBe(1);
    expect(stderr).toMatch(/gcm: http:\S+ answered 503\n$/);
    expect(target.asked).toHaveLength(3);
  });

  it('and disconnects is tried again', async () => {
    const target = await store(({ method }, response, number) => {
      if (number !== 4) return false;
      expect(method).toBe('POST');
      response.socket?.resetAndDestroy();
      return true;
    });
    const { code, stderr } = await push(target);
    expect(stderr).toContain('cannot be reached (ECONNRESET); trying again');
    expect(code).toBe(0);
    expect(target.dump()).toHaveLength(100);
  });

  it('and sends Retry-After is not tried earlier', async () => {
    const target = await store(times(1, refuse(503, '', { 'retry-after': '2' })));
    expect((await push(target)).code).toBe(0);
    const [first, second] = target.asked;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1990);
  });

  it('and is slow is tried again after the timeout', async () => {
    const target = await store(
      times(1, async (_, response) => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        response.end();
        return true;
      }),
    );
    const { code, stderr } = await push(target, '--timeout', '1');
    expect(stderr).toContain('did not answer within 1 s; trying again');
    expect(code).toBe(0);
  });

  it.each([
    [413, 'too\u0007 large'],
    [405, 'only reading here'],
    [400, '<h1>no</h1>'],
  ])('with %i ends the transfer, and its text is sanitized', async (status, words) => {
    const target = await store(refuse(status, words));
    const { code, stderr } = await push(target);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `gcm: ${target.address}/data answered ${status}: ${{ 413: 'too large', 405: 'only reading here', 400: 'no' }[status]}\n`,
    );
    expect(target.asked).toHaveLength(1);
  });

  it('and loses statements causes an error', async () => {
    const target = await store(({ path, body }, response, number) => {
      if (path !== '/data' || number !== 5) return false;
      expect(body).not.toBe('');
      response.writeHead(200).end(); // without storing them
      return true;
    });
    const { code, stderr } = await push(target);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /the store does not have what was sent\n {2}https:\/\/example.org\/g\d: 40 statements, 50 were sent/,
    );
  });

  it.each([
    [
      'a page',
      200,
      '<html><style>b{}</style><h1>Please sign in</h1></html>',
      'answers no count, but: Please sign in\n',
    ],
    ['nothing', 200, '', 'answers no count\n'],
    ['that nothing is there', 404, 'Not <b>found</b>', 'answered 404: Not found\n'],
    ['an address', 302, '', 'sends us elsewhere (302): https://example.org/sign-in\n'],
  ])('and answers the count with %s leads to a hint about --query', async (_what, status, text, words) => {
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
      `gcm: ${target.address}/query ${words}  counts are asked there, after all was sent: --query`,
    );
  });

  it('and redirects is not followed', async () => {
    const other = await store();
    const target = await store(refuse(307, '', { location: `${other.address}/data` }));
    const { code, stderr } = await push(target);
    expect(code).toBe(1);
    expect(stderr).toContain(`sends us elsewhere (307): ${other.address}/data`);
    expect(other.asked).toEqual([]);
  });
});

describe('--resume', () => {
  const lines = statements(3000, 3);

  it('continues after the server was unavailable', async () => {
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
    expect(first.stderr).toContain('--resume goes on from there');
    expect(first.code).toBe(1);
    target.fault = undefined;
    await target.open();
    expect((await gcm([...args, '--resume'])).code).toBe(0);
    expect(target.dump()).toEqual([...lines].sort());
  });

  it('starts again if the file has changed', async () => {
    const file = fileOf(lines);
    const target = await store((_asked, response, number) => number === 20 && refuse(400)(_asked, response, number));
    const args = ['push', `${target.address}/data`, file, '--batch', '100'];
    expect((await gcm(args)).code).toBe(1);
    utimesSync(file, 1, 1);
    const { code, stderr } = await gcm([...args, '--resume']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'there was nothing to go on from: all was sent\n' });
    expect(target.dump()).toEqual([...lines].sort());
  });
});

describe('credentials', () => {
  const file = fileOf(statements(100, 2));
  const env = { GCM_PUSH_USER: 'a "name"', GCM_PUSH_PASSWORD: 'päss:word' };
  const push = (target: SparqlStore, who: Record<string, string>) =>
    gcm(['push', `${target.address}/data`, file, '--batch', '10'], { env: who });

  it('are not required by default', async () => {
    const target = await store(digestGuard('a', 'b', 'MD5'));
    const { code, stderr } = await push(target, {});
    expect(code).toBe(1);
    expect(stderr).toContain('answered 401: who are you?');
    expect(target.asked).toHaveLength(1);
  });

  it.each(['MD5', 'SHA-256'] as const)('are sent by Digest with %s', async (algorithm) => {
    const target = await store(digestGuard('loader', env.GCM_PUSH_PASSWORD, algorithm));
    const { code, stderr } = await push(target, { ...env, GCM_PUSH_USER: 'loader' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(target.dump()).toHaveLength(100);
    expect(target.asked.filter(({ headers }) => headers.authorization === undefined)).toHaveLength(1);
    expect(target.asked.filter(({ headers }) => /päss|basic/i.test(headers.authorization ?? ''))).toEqual([]);
  });

  it('are sent by Basic if the server requires it', async () => {
    const due = `Basic ${Buffer.from('a "name":päss:word').toString('base64')}`;
    const target = await store(({ headers }, response, number) =>
      headers.authorization === due
        ? false
        : refuse(401, '', { 'www-authenticate': 'Basic realm="x"' })({} as never, response, number),
    );
    expect((await push(target, env)).code).toBe(0);
  });

  it('are sent only once, and do not appear in messages', async () => {
    const target = await store(digestGuard('loader', 'another', 'MD5'));
    const { code, stdout, stderr } = await push(target, { ...env, GCM_PUSH_USER: 'loader' });
    expect(code).toBe(1);
    expect(target.asked).toHaveLength(2);
    expect(stdout + stderr).not.toContain('päss');
  });

  it('are not allowed in a URL', async () => {
    const { code, stderr } = await gcm(['push', 'http://me:secret@127.0.0.1/data', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('GCM_PUSH_PASSWORD');
    expect(stderr).not.toContain('secret');
  });

  it('are not sent to the other server of --query', async () => {
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
