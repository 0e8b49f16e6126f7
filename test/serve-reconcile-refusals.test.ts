import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { asyncProperty } from './support/property.js';
import { post } from './support/reconciling.js';
import { smallSite } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';

const queries = (one: unknown): string => JSON.stringify({ q0: one });
const long = 'x'.repeat(1001);
const nested = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
const many = (count: number, one: unknown): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`q${i}`, one])));

/** Invalid batches, each with a word of the error message. */
const wrongQueries: [what: string, text: string, says: string][] = [
  ['nothing', '', 'JSON object'],
  ['invalid JSON', '{"q0": ', 'JSON object'],
  ['an array', '[{"query": "x"}]', 'JSON object'],
  ['null', 'null', 'JSON object'],
  ['deep nesting', nested, 'JSON object'],
  ['deep nesting in a value', `{"q0": {"query": "x", "properties": ${nested}}}`, 'properties'],
  ['a query that is a string', queries('x'), 'object'],
  ['a query that is an array', queries([]), 'object'],
  ['an empty query', queries({}), 'query or properties'],
  ['only empty properties', queries({ properties: [] }), 'query or properties'],
  ['an unknown field', queries({ query: 'x', qurey: 'y' }), 'query, type, limit'],
  ['a property name of all objects', queries({ query: 'x', toString: 'y' }), 'query, type, limit'],
  ['__proto__ as a query', '{"__proto__": {"query": "x"}}', '__proto__'],
  ['__proto__ as a field', '{"q0": {"query": "x", "__proto__": {"limit": 1}}}', 'query, type, limit'],
  ['query: a number', queries({ query: 16.2 }), 'query must be a string'],
  ['query: null', queries({ query: null }), 'query must be a string'],
  ['type: a number', queries({ query: 'x', type: 1 }), 'type must be'],
  ['type: an object', queries({ query: 'x', type: { id: 'y' } }), 'type must be'],
  ['type: too many', queries({ query: 'x', type: Array(51).fill('y') }), 'type must be'],
  ['limit: a string', queries({ query: 'x', limit: '5' }), 'limit must be'],
  ...[0, -1, 1.5, 51, 1e300].map((limit): [string, string, string] => [
    `limit: ${limit}`,
    queries({ query: 'x', limit }),
    'limit must be',
  ]),
  ['type_strict: an unknown word', queries({ query: 'x', type_strict: 'maybe' }), 'type_strict must be'],
  ['type_strict: an array', queries({ query: 'x', type_strict: ['any'] }), 'type_strict must be'],
  ['properties: an object', queries({ query: 'x', properties: {} }), 'properties must be'],
  ['properties: without pid', queries({ query: 'x', properties: [{ v: 1 }] }), 'properties must be'],
  ['properties: without v', queries({ query: 'x', properties: [{ pid: 'p' }] }), 'properties must be'],
  ['properties: v is null', queries({ query: 'x', properties: [{ pid: 'p', v: null }] }), 'properties must be'],
  [
    'properties: v is an object without id',
    queries({ query: 'x', properties: [{ pid: 'p', v: {} }] }),
    'properties must be',
  ],
  [
    'properties: too many',
    queries({ query: 'x', properties: Array(21).fill({ pid: 'p', v: 1 }) }),
    'properties must be',
  ],
  ['too many queries', many(51, { query: 'x' }), '50'],
  ['far too many queries', many(8_000, { query: 'x' }), '50'],
];

const wrongExtensions: [what: string, text: string][] = [
  ['invalid JSON', 'x'],
  ['an array', '[]'],
  ['no ids', '{"properties": []}'],
  ['no properties', '{"ids": []}'],
  ['ids that are not strings', '{"ids": [1], "properties": []}'],
  ['too many ids', JSON.stringify({ ids: Array(501).fill('x'), properties: [] })],
  ['__proto__ as an id', '{"ids": ["__proto__"], "properties": []}'],
  ['a property without id', '{"ids": [], "properties": [{}]}'],
  ['settings that are a list', '{"ids": [], "properties": [{"id": "x", "settings": []}]}'],
  ...[{ limit: 'x' }, { limit: -1 }, { limit: { valueOf: 1, toString: 1 } }, { language: ['en'] }].map(
    (settings): [string, string] => [
      `settings ${JSON.stringify(settings)}`,
      JSON.stringify({ ids: ['x'], properties: [{ id: 'x', settings }] }),
    ],
  ),
  ['__proto__ as a property', '{"ids": [], "properties": [{"id": "__proto__"}]}'],
];

const wrongAddresses = [
  'reconcile?queries={}&queries={}',
  'reconcile?queries={}&extend={}',
  'reconcile/suggest/entity?prefix=x&cursor=-1',
  'reconcile/suggest/entity?prefix=x&cursor=x',
  `reconcile/suggest/entity?prefix=${long}`,
  'reconcile/properties?limit=x',
];

describe('reconciliation rejects', () => {
  let server: Serving;
  beforeAll(async () => {
    server = await serveRelease(await smallSite());
  });

  const refused = async (response: Response, says = ''): Promise<void> => {
    const { error } = (await response.json()) as { error: string };
    expect(response.status, error).toBe(400);
    expect(error).toContain(says);
    expect(error).toMatch(/^[ -~…]{1,200}$/);
  };

  it.each(wrongQueries)('queries: %s', async (_what, text, says) =>
    refused(await post(server, { queries: text }), says),
  );
  it.each(wrongExtensions)('extend: %s', async (_what, text) => refused(await post(server, { extend: text })));
  it.each(wrongAddresses)('%.60s', async (asked) => refused(await fetch(server.address + asked)));
  it('a form without queries or extend', async () =>
    refused(await post(server, { callback: 'alert' }), 'queries or extend'));

  it('a large body, and other media types', async () => {
    expect((await post(server, { queries: 'x'.repeat(1 << 20) })).status).toBe(413);
    const body = new Blob(['<x/>'], { type: 'text/xml' });
    expect((await fetch(`${server.address}reconcile`, { method: 'POST', body })).status).toBe(415);
  });

  it('other methods, and lists the allowed ones', async () => {
    const response = await fetch(`${server.address}reconcile`, { method: 'PUT', body: 'x' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  });

  it('arbitrary data, or answers it', async () => {
    const anything = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.object().map(queries));
    await asyncProperty(fc.tuple(fc.constantFrom('queries', 'extend'), anything), 200, async ([field, text]) => {
      expect([200, 400]).toContain((await post(server, { [field]: text })).status);
    });
  });

  it('no text in a query', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
    );
    await asyncProperty(text, 200, async (query) => {
      expect((await post(server, { queries: queries({ query }) })).status).toBe(200);
    });
  });
});
