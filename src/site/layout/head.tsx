import { notFoundFile } from '../paths.js';
import type { View } from '../view.js';
import { plainText } from './components.js';

/** The head of a page: metadata for browsers, search engines and programs. */

/** The content security policy: only files of the site, and no inline scripts or styles. */
export const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "script-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** A description in the vocabulary of schema.org, for search engines. */
export type SchemaNode = Record<string, unknown>;

/** JSON for a script element, escaped so that it cannot end the element or begin a comment. */
export const inScript = (node: SchemaNode): string =>
  JSON.stringify({ '@context': 'https://schema.org', ...node }).replaceAll('<', '\\u003c');

/** The metadata of a page. */
export interface PageMetadata {
  title: string; // without the name of the site
  description?: string | undefined;
  data?: string; // path of the data files in the site, without extension: "topic/10"
  previous?: string | undefined; // links to the previous and next page
  next?: string | undefined;
  schema?: SchemaNode;
  policy?: string; // replaces the default policy
  scripts?: string[]; // modules that run on the page: "assets/query.js"
}

/** The head element. */
export function Head({ view, page }: { view: View; page: PageMetadata }) {
  const { link, site } = view;
  const { title, description } = page;
  const siteName = plainText(view.label(site.dataset));
  return (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={page.policy ?? policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title === siteName ? title : `${title} · ${siteName}`}</title>
      {description && <meta name="description" content={description} />}
      <meta property="og:title" content={title} />
      <meta property="og:site_name" content={siteName} />
      <meta property="og:type" content="website" />
      {site.address && <meta property="og:url" content={`${site.address}${view.file}`} />}
      {site.address && <meta property="og:image" content={`${site.address}assets/preview.png`} />}
      <script src={link('assets/theme.js')} />
      <link rel="stylesheet" href={link('assets/site.css')} />
      <link rel="icon" href={link('assets/favicon.svg')} type="image/svg+xml" />
      {view.file !== notFoundFile && alternates(view, page.data)}
      {page.previous && <link rel="prev" href={page.previous} />}
      {page.next && <link rel="next" href={page.next} />}
      {page.schema && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inScript(page.schema) }} />}
      {view.isShared && <script defer src={link('assets/language.js')} />}
      <script defer src={link('assets/search.js')} />
      {page.scripts?.map((file) => (
        <script type="module" src={link(file)} />
      ))}
    </head>
  );
}

/** Links to the page in other languages and to its data. */
const alternates = ({ link, path, isShared, site: { languages } }: View, data: string | undefined) => [
  ...(isShared ? [] : languages).map((one) => (
    <link rel="alternate" hreflang={one} href={link(`${one}/${path}.html`)} />
  )),
  !isShared && <link rel="alternate" hreflang="x-default" href={link(`${languages[0]}/${path}.html`)} />,
  data && <link rel="alternate" type="text/turtle" href={link(`${data}.ttl`)} />,
  data && <link rel="alternate" type="application/ld+json" href={link(`${data}.jsonld`)} />,
];
