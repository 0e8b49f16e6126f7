import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallProject, temporaryFolder } from '../support/gcm.js';
import { releaseOf } from '../support/releases.js';
import { ask, listOf, type Serving, serveRelease } from '../support/serving.js';
import { linksOf } from '../support/site.js';
import { noApache, noNginx, openTo, startApache, startNginx, type WebServer } from '../support/web-servers.js';

const project = smallProject();
const release = path.join(project, 'build/current');
let server: Serving;

beforeAll(async () => {
  await releaseOf(project);
  openTo(project);
  server = await serveRelease(release);
});

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const paths = ['objective/1', 'objectives', 'sdg', 'sdg/16.1', 'sdg/C160105', 'sdg/C160104', 'ontology', 'shapes', ''];
const accepts = [
  undefined,
  '*/*',
  browser,
  'text/html',
  'text/turtle',
  'application/ld+json',
  'Application/LD+JSON;profile="http://www.w3.org/ns/json-ld#compacted"',
  'text/html;q=0.5, text/turtle',
  'application/pdf, text/turtle;q=0.9, */*;q=0.1',
  'text/turtle;q=0, text/html',
  'text/html; q=0.5 , text/turtle',
  'text/html ;level=1;q=1.0, text/turtle',
  'application/ld+json; q=0.8, text/turtle; q=0.7',
  'application/pdf',
  'text/*',
  'application/*;q=0.5',
  '*/*; q=0',
  'text/html;q=0',
];
const languages = [undefined, 'fr-CH, fr;q=0.9, en;q=0.8', 'de, zh-Hant;q=0.5', 'pt', 'en;q=0.0, ru'];
const documents = [
  'objective/1.ttl',
  'objectives.jsonld',
  'sdg/C160104.ttl',
  'objective/1.html',
  'ontology.ttl',
  'shapes.html',
];
const absent = [
  'objective/99',
  'objective/99.ttl',
  'objective/99.html',
  'sdg/',
  'nothing',
  'objective/1/2',
  'data/no.csv',
];
const files = ['gcm-sdg.ttl', 'data/links.csv', 'site/en/objective/1.html', 'site/objective/1.ttl', 'context.jsonld'];

interface Asked {
  path: string;
  headers: Record<string, string>;
}

const requests: Asked[] = [
  ...paths.flatMap((path) => accepts.map((accept) => ({ path, headers: headersOf(accept, undefined) }))),
  ...languages.map((language) => ({ path: 'objective/1', headers: headersOf('text/html', language) })),
  ...languages.map((language) => ({ path: '', headers: headersOf(browser, language) })),
  ...languages.map((language) => ({ path: 'objective/1.html', headers: headersOf(undefined, language) })),
  ...[...documents, ...absent, ...files].map((path) => ({ path, headers: {} })),
];

function headersOf(accept: string | undefined, language: string | undefined): Record<string, string> {
  return { ...(accept === undefined ? {} : { Accept: accept }), ...(language && { 'Accept-Language': language }) };
}

/** The parts of a response that clients use, without formats that only gcm serve supports. */
async function answerOf(address: string, { path, headers }: Asked) {
  const answer = await ask(address, `/${path}`, headers);
  const { location, link, vary } = answer.headers;
  const isThing = ![...documents, ...absent, ...files].includes(path);
  const links = listOf(link).filter((one) => !/\.(?:nt|trig|rdf)>|\/(?:ontology|shapes)\.jsonld>/.test(one));
  return {
    status: answer.status,
    location: location && new URL(location, address).pathname,
    vary: isThing ? listOf(vary).filter((name) => !/^(?:accept-encoding|origin)$/i.test(name)) : undefined,
    links,
    type: answer.status === 200 ? answer.headers['content-type']?.replace(/;.*$/, '') : undefined,
  };
}

async function compare(other: WebServer): Promise<void> {
  for (const asked of requests) {
    const expected = await answerOf(server.address, asked);
    // Only gcm serve converts vocabularies to JSON-LD.
    if (/^(?:ontology|shapes)$/.test(asked.path) && expected.type === 'application/ld+json') continue;
    const found = await answerOf(other.address, asked);
    expect(found, JSON.stringify(asked)).toEqual(expected);
  }
}

describe('rules for other servers', () => {
  it.skipIf(noNginx)(`nginx responds like gcm serve${noNginx ? ` (${noNginx})` : ''}`, async () => {
    const nginx = await startNginx(release, readFileSync(path.join(release, 'site/hosting/nginx.conf'), 'utf8'));
    try {
      await compare(nginx);
    } finally {
      await nginx.stop();
    }
  });

  it.skipIf(noApache)(`Apache responds like gcm serve${noApache ? ` (${noApache})` : ''}`, async () => {
    const apache = await startApache(release, readFileSync(path.join(release, 'site/hosting/apache.conf'), 'utf8'));
    try {
      await compare(apache);
    } finally {
      await apache.stop();
    }
  });

  it.skipIf(noNginx)('nginx shows the page of a retired resource with working links', async () => {
    const nginx = await startNginx(release, readFileSync(path.join(release, 'site/hosting/nginx.conf'), 'utf8'));
    try {
      const gone = '/sdg/C160104';
      const { status, body } = await ask(nginx.address, gone, { Accept: 'text/html', 'Accept-Language': 'fr' });
      expect(status).toBe(410);
      const links = linksOf(body).filter((link) => !/^(?:https?:|#)/.test(link));
      expect(links.length).toBeGreaterThan(20);
      for (const link of new Set(links)) {
        const { pathname } = new URL(link, `${nginx.address}${gone.slice(1)}`);
        const found = await ask(nginx.address, pathname);
        expect([200, 303], link).toContain(found.status);
      }
      const turtle = await ask(nginx.address, gone, { Accept: 'text/turtle' });
      expect(turtle.bytes).toEqual(readFileSync(path.join(release, 'site/sdg/C160104.ttl')));
    } finally {
      await nginx.stop();
    }
  });

  it.skipIf(noApache)('Apache redirects a permanent address to the host', async () => {
    const rules = readFileSync(path.join(release, 'site/hosting/apache.conf'), 'utf8');
    const empty = temporaryFolder();
    openTo(empty);
    const apache = await startApache(empty, rules.replace('E=host:/', 'E=host:https://example.org/'));
    const go = async (asked: string, accept: string) => {
      const { status, headers } = await ask(apache.address, asked, { Accept: accept, 'Accept-Language': 'es' });
      return [status, headers.location];
    };
    try {
      expect(await go('/objective/1', 'text/html')).toEqual([303, 'https://example.org/site/es/objective/1.html']);
      expect(await go('/sdg/16.1', 'text/turtle')).toEqual([303, 'https://example.org/site/sdg/16.1.ttl']);
      expect(await go('/sdg/16.1', 'application/rdf+xml')).toEqual([302, 'https://example.org/sdg/16.1']);
      expect(await go('/', 'text/html')).toEqual([302, 'https://example.org/site/es/index.html']);
      for (const asked of [
        'objective/1.jsonld',
        'objective/1.nt',
        'data/links.csv',
        'link/1-1.4/x',
        'sparql',
        'graph/links',
        'ontology',
      ])
        expect(await go(`/${asked}`, 'text/turtle')).toEqual([302, `https://example.org/${asked}`]);
      const gone = await ask(apache.address, '/sdg/C160104', { Accept: 'text/html' });
      expect([gone.status, listOf(gone.headers.link)]).toEqual([
        410,
        [
          '<http://metadata.un.org/sdg/C160104>; rel="describes"',
          '<https://example.org/sdg/C160105>; rel="successor-version"',
        ],
      ]);
      expect(gone.body).toContain('https://example.org/sdg/C160104.html');
    } finally {
      await apache.stop();
    }
  });
});
