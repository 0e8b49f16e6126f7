import type { ComponentChildren, JSX } from 'preact';
import { directionOf, languages } from '../languages.js';
import { notFoundFile, type View } from '../view.js';
import { plainText } from './components.js';
import { Footer, Header } from './frame.js';
import { inScript, type SchemaNode } from './schema-org.js';

/** Nothing but the site's own files, and no script or style inside a page. */
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

/** What a page tells of itself besides its content. */
interface DocumentProps {
  view: View;
  title: string; // of the page, without that of the site
  description?: string | undefined;
  /** Where the data of the page stands, without extension, from the top of the site: "objective/10". */
  data?: string;
  previous?: string | undefined; // links to the neighbours
  next?: string | undefined;
  schema?: SchemaNode; // the same for search engines
  policy?: string; // of a page that needs other rights
  scripts?: string[]; // modules of the site that run on the page: "assets/query.js"
  steps?: Step[]; // the way to the page from the start page
  children: ComponentChildren;
}

/** A whole page in the frame that all share. */
export function Document({ view, title, description, steps, ...props }: DocumentProps): JSX.Element {
  const { link, language, site } = view;
  const siteName = plainText(view.label(site.dataset));
  return (
    <html lang={language} dir={directionOf(language)}>
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
        <link rel="stylesheet" href={link('assets/site.css')} />
        <link rel="icon" href={link('assets/favicon.svg')} type="image/svg+xml" />
        {view.file !== notFoundFile && alternates(view, props.data)}
        {props.previous && <link rel="prev" href={props.previous} />}
        {props.next && <link rel="next" href={props.next} />}
        {props.schema && (
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inScript(props.schema) }} />
        )}
        <script defer src={link('assets/search.js')} />
        {props.scripts?.map((file) => (
          <script type="module" src={link(file)} />
        ))}
      </head>
      <body>
        <Header view={view} />
        <main id="content">
          {steps && <Breadcrumbs view={view} steps={steps} />}
          {props.children}
        </main>
        <Footer view={view} />
      </body>
    </html>
  );
}

/** The same page in other languages, and its data. */
const alternates = ({ link, path }: View, data: string | undefined): ComponentChildren[] => [
  ...languages.map((one) => <link rel="alternate" hreflang={one} href={link(`${one}/${path}.html`)} />),
  <link rel="alternate" hreflang="x-default" href={link(`en/${path}.html`)} />,
  data && <link rel="alternate" type="text/turtle" href={link(`${data}.ttl`)} />,
  data && <link rel="alternate" type="application/ld+json" href={link(`${data}.jsonld`)} />,
];

/** A step of the way: where it leads, and what stands on it. */
export interface Step {
  href: string;
  shown: ComponentChildren;
}

/** The way from the start page down to this one, whose own name is the heading below. */
const Breadcrumbs = ({ view, steps }: { view: View; steps: Step[] }): JSX.Element => (
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

interface TextPageProps extends DocumentProps {
  heading?: ComponentChildren; // where it is more than the title
  text?: ComponentChildren; // the first paragraph
  note?: string; // what is in English only, for readers of other languages
}

/** A page about no thing: the way to it, its heading, and what it is about. */
export function TextPage({ heading, text, note, children, ...props }: TextPageProps): JSX.Element {
  const description = typeof text === 'string' ? text : '';
  return (
    <Document description={description} {...props} steps={[]}>
      <h1>{heading ?? props.title}</h1>
      {text && <p class="prose">{text}</p>}
      {note && props.view.language !== 'en' && <p class="prose note">{note}</p>}
      {children}
    </Document>
  );
}
