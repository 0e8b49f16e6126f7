import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The paths of all files of a site with an extension: "en/objective/1.html". */
export function siteFiles(site: string, extension: string): string[] {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
}

export const readPage = (site: string, file: string): string => readFileSync(path.join(site, file), 'utf8');

/** The text of HTML in one line. Values of attributes can contain ">". */
export const textOf = (html: string): string => html.replace(/<(?:"[^"]*"|[^">])*>/g, ' ').replace(/\s+/g, ' ');

/** The HTML of a section, from its heading to the next heading of the same level. */
export const under = (html: string, id: string): string =>
  new RegExp(`<h2 id="${id}">.*?(?=<h2|</main>)`, 's').exec(html)?.[0] ?? '';

/** The values of all href and src attributes of a page, unescaped. */
export const linksOf = (html: string): string[] =>
  [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => (link as string).replaceAll('&amp;', '&'));

/** The JSON-LD descriptions for search engines. */
export const schemasOf = (html: string): Record<string, unknown>[] =>
  [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, text]) =>
    JSON.parse(text as string),
  );
