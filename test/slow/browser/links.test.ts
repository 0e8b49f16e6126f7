import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { linksOf, siteFiles } from '../../support/site.js';

const site = path.join(inject('release'), 'site');
const pages = siteFiles(site, '.html');
const pictures = siteFiles(site, '.svg');

/** The page of results that the search form of a page opens. */
const searches = (html: string): string[] =>
  [...html.matchAll(/<form [^>]*\sdata-page="([^"]*)"/g)].map(([, page]) => page as string);

/** The ids and the links of a page or picture, without links out of the site. */
const read = (file: string): { ids: Set<string>; links: string[] } => {
  const html = readFileSync(path.join(site, file), 'utf8');
  return {
    ids: new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id as string)),
    links: [...new Set([...linksOf(html), ...searches(html)])].filter((link) => !/^(?:https?|mailto|data):/.test(link)),
  };
};
const known = new Map([...pages, ...pictures].map((file) => [file, read(file)]));

it('every link leads to an existing file and an existing anchor', () => {
  const exists = new Map<string, boolean>();
  const isFile = (file: string): boolean => {
    if (!exists.has(file)) exists.set(file, existsSync(path.join(site, file)));
    return exists.get(file) as boolean;
  };
  const leads = (from: string, link: string): boolean => {
    const [to = '', fragment] = link.split('#');
    const file = decodeURI(to.replace(/\?.*$/, ''));
    const target = file === '' ? from : path.posix.join(path.posix.dirname(from), file);
    if (!isFile(target)) return false;
    return fragment === undefined || (known.get(target)?.ids.has(decodeURIComponent(fragment)) ?? false);
  };
  const links = [...known].flatMap(([file, { links }]) => links.map((link) => ({ file, link })));
  expect(links.length).toBeGreaterThan(10 * pages.length);
  expect(links.filter(({ file, link }) => !leads(file, link)).map(({ file, link }) => `${file}: ${link}`)).toEqual([]);
});

it('ids are unique on each page', () => {
  const twice = pages.filter((file) => {
    const ids = readFileSync(path.join(site, file), 'utf8').match(/\sid="[^"]*"/g) ?? [];
    return ids.length > (known.get(file)?.ids.size ?? 0);
  });
  expect(twice).toEqual([]);
});

it('every page except the root pages can be reached from a start page', () => {
  const reached = new Set(['en/index.html']);
  for (const file of reached)
    for (const link of known.get(file)?.links ?? []) {
      const [to = ''] = link.split(/[#?]/);
      const target = path.posix.join(path.posix.dirname(file), to);
      if (to !== '' && known.has(target)) reached.add(target);
    }
  expect(pages.filter((file) => !reached.has(file) && file.includes('/'))).toEqual([]);
});
