import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The files of a site below a folder, by their paths: "en/objective/1.html". */
export function siteFiles(site: string, extension: string): string[] {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

export const readPage = (site: string, file: string): string => readFileSync(path.join(site, file), 'utf8');

/** HTML as it is read: without its elements, in one line. */
export const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** What stands under a heading of a page, up to the next of its rank. */
export const under = (html: string, id: string): string =>
  new RegExp(`<h2 id="${id}">.*?(?=<h2|</main>)`, 's').exec(html)?.[0] ?? '';

/** What the links and sources of a page say, with their entities resolved. */
export const linksOf = (html: string): string[] =>
  [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => (link as string).replaceAll('&amp;', '&'));

/** The descriptions for search engines, as JSON reads them. */
export const schemasOf = (html: string): Record<string, unknown>[] =>
  [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, text]) =>
    JSON.parse(text as string),
  );
