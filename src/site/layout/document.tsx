import type { ComponentChildren } from 'preact';
import { directionOf, primaryOf } from '../../text/languages.js';
import { notFoundFile } from '../paths.js';
import { type View, wordsFolder } from '../view.js';
import { plainText } from './components.js';
import { Footer } from './footer.js';
import { Header } from './header.js';

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
interface PageHead {
  title: string; // without the name of the site
  description?: string | undefined;
  data?: string; // path of the data files in the site, without extension: "topic/10"
  previous?: string | undefined; // links to the previous and next page
  next?: string | undefined;
  schema?: SchemaNode;
  policy?: string; // replaces the default policy
  scripts?: string[]; // modules that run on the page: "assets/query.js"
  steps?: Step[]; // the breadcrumbs
}

/** A whole page with the shared header and footer. */
export function wholePage(view: View, { title, description, steps, ...props }: PageHead, content: ComponentChildren) {
  const { link, language, site } = view;
  const siteName = plainText(view.label(site.dataset));
  return (
    <html lang={language} dir={directionOf(language)} data-words={view.isShared ? link(wordsFolder) : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={props.policy ?? policy} />
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
        {view.file !== notFoundFile && alternates(view, props.data)}
        {props.previous && <link rel="prev" href={props.previous} />}
        {props.next && <link rel="next" href={props.next} />}
        {props.schema && (
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inScript(props.schema) }} />
        )}
        {view.isShared && <script defer src={link('assets/language.js')} />}
        <script defer src={link('assets/search.js')} />
        {props.scripts?.map((file) => (
          <script type="module" src={link(file)} />
        ))}
      </head>
      <body lang={view.words.language === language ? undefined : view.words.language}>
        <Header view={view} />
        <main id="content">
          {steps && <Breadcrumbs view={view} steps={steps} />}
          {content}
        </main>
        <Footer view={view} />
      </body>
    </html>
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

/** One link of the breadcrumbs. */
export interface Step {
  href: string;
  shown: ComponentChildren;
}

/** The links from the start page to this page, whose name is the heading below. */
const Breadcrumbs = ({ view, steps }: { view: View; steps: Step[] }) => (
  <nav class="trail" aria-label={view.words.trail}>
    <ol>
      {[{ href: view.pageLink('index'), shown: view.words.home }, ...steps].map(({ href, shown }) => (
        <li>
          <a href={href}>{shown}</a>
        </li>
      ))}
    </ol>
  </nav>
);

interface TextHead extends PageHead {
  heading?: ComponentChildren; // replaces the title as the heading
  text?: ComponentChildren; // the first paragraph
  note?: string; // about content in English, on pages in other languages
}

/** A page that is not about a resource. */
export function textPage(view: View, { heading, text, note, ...head }: TextHead, content: ComponentChildren) {
  const description = typeof text === 'string' ? text : '';
  return wholePage(view, { description, ...head, steps: [] }, [
    <h1>{heading ?? head.title}</h1>,
    text && <p class="prose">{text}</p>,
    note && primaryOf(view.language) !== 'en' && <p class="prose note">{note}</p>,
    content,
  ]);
}
