import { feedFile } from '../feed.js';
import { notFoundFile } from '../paths.js';
import type { View } from '../view.js';
import { names } from '../vocabulary.js';
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
  const { title } = page;
  const siteName = plainText(view.label(site.dataset));
  const [brand = siteName] = nameParts(siteName);
  const description = shortened(page.description || aboutSite(view));
  return (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={page.policy ?? policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title === siteName ? title : `${title} · ${brand}`}</title>
      <meta name="description" content={description} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:site_name" content={siteName} />
      <meta property="og:type" content="website" />
      <meta property="og:locale" content={view.language.replaceAll('-', '_')} />
      {site.address && addressed(view, site.address, siteName)}
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

/** The parts of the name of a site: "Rivers: length and depth" has two. A site without a name has its address, as one part. */
export const nameParts = (name: string): string[] => name.split(/\s?：\s?|\s?:\s/u);

/** The letters of a description that search engines show. */
const mostLetters = 155;

/** The first sentences of a description, or its beginning, as far as search engines show it. */
function shortened(text: string): string {
  const letters = [...text];
  if (letters.length <= mostLetters) return text;
  const start = letters.slice(0, mostLetters - 1).join('');
  const sentences = /^.{60,}(?:[。！？]|[.!?؟](?=\s))/su.exec(start);
  return sentences ? sentences[0] : `${start.replace(/\s+\S{0,20}$/u, '')}…`;
}

/** The description of the site, for pages without their own. */
const aboutSite = ({ site, graph, language }: View): string =>
  plainText(graph.text(site.dataset, names.description, language) ?? { text: '', language: '' });

/** The path of the page that search engines show. The start page of the site is a copy of the page in the first language. */
const canonicalFile = ({ file, language, path }: View): string =>
  file === `${path}.html` ? `${language}/${path}.html` : file;

/** The metadata that needs the address of the site: the canonical address, and the picture for sharing. */
const addressed = (view: View, address: string, siteName: string) => [
  ...(view.file === notFoundFile
    ? []
    : [
        <link rel="canonical" href={address + canonicalFile(view)} />,
        <meta property="og:url" content={address + canonicalFile(view)} />,
      ]),
  <meta property="og:image" content={`${address}assets/preview.png`} />,
  <meta property="og:image:width" content="1200" />,
  <meta property="og:image:height" content="630" />,
  <meta property="og:image:alt" content={siteName} />,
  <meta name="twitter:card" content="summary_large_image" />,
];

/** Links to the page in other languages, to its data and to the feed. Search engines only follow absolute links to languages. */
function alternates({ link, path, isShared, site, language, words }: View, data: string | undefined) {
  const { languages, address } = site;
  const versions = isShared || address === undefined ? [] : [...languages, 'x-default'];
  return [
    ...versions.map((one) => (
      <link
        rel="alternate"
        hreflang={one}
        href={`${address}${one === 'x-default' ? languages[0] : one}/${path}.html`}
      />
    )),
    data && <link rel="alternate" type="text/turtle" href={link(`${data}.ttl`)} />,
    data && <link rel="alternate" type="application/ld+json" href={link(`${data}.jsonld`)} />,
    <link rel="alternate" type="application/atom+xml" title={words.feed.title} href={link(feedFile(language))} />,
  ];
}
