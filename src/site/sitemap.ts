import { type Page, sharedFolder } from '../publish/release-files.js';
import { inMarkup } from './markup.js';
import type { Site } from './view.js';
import { names } from './vocabulary.js';

/** The day of the last change of the data: "2026-11-24"; the first day of 1970 if it is unknown. */
export const dateOf = ({ graph, dataset }: Site): string => {
  const dates = [names.modified, names.issued].flatMap((property) => graph.values(dataset, property));
  return dates.find((date) => /^\d{4}-\d\d-\d\d$/.test(date)) ?? '1970-01-01';
};

interface PagePath {
  path: string; // in the folder of a language, without extension
}

/** The sitemap of all pages in all languages (sitemaps.org 0.9), if the address of the site is known. */
export function* sitemap(site: Site, shared: readonly PagePath[], pages: readonly PagePath[]): Generator<Page> {
  const { address, languages } = site;
  if (address === undefined) return;
  const lastmod = `<lastmod>${dateOf(site)}</lastmod>`;
  const entry = (folder: string, { path }: PagePath): string =>
    `<url><loc>${inMarkup(`${address}${folder}/${path}.html`)}</loc>${lastmod}</url>\n`;
  const entries = [
    ...shared.map((page) => entry(sharedFolder, page)),
    ...languages.flatMap((language) => pages.map((page) => entry(language, page))),
  ];
  yield {
    file: 'sitemap.xml',
    content: `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`,
  };
}
