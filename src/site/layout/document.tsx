import type { ComponentChildren, JSX } from 'preact';
import { directionOf, languages } from '../languages.js';
import { notFoundFile, type View } from '../view.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { plainText } from './links.js';
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
export interface DocumentProps {
  view: View;
  title: string; // of the page, without that of the site
  description?: string;
  /** Where the data of the page stands, without extension, from the top of the site: "objective/10". */
  data?: string;
  previous?: string | undefined; // links to the neighbours
  next?: string | undefined;
  schema?: SchemaNode; // the same for search engines
  policy?: string; // of a page that needs other rights
  scripts?: string[]; // modules of the site that run on the page: "assets/query.js"
  children: ComponentChildren;
}

/** A whole page in the frame that all share. */
export function Document({ view, title, description = '', ...props }: DocumentProps): JSX.Element {
  const { link, language, site } = view;
  const siteName = plainText(view.label(site.dataset));
  const whole = title === siteName ? title : `${title} · ${siteName}`;
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={props.policy ?? policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{whole}</title>
        {description === '' ? null : <meta name="description" content={description} />}
        <meta property="og:title" content={title} />
        <meta property="og:site_name" content={siteName} />
        <meta property="og:type" content="website" />
        {site.address === undefined ? null : <Preview address={site.address} file={view.file} />}
        <link rel="stylesheet" href={link('assets/site.css')} />
        <link rel="icon" href={link('assets/favicon.svg')} type="image/svg+xml" />
        {view.file === notFoundFile ? null : <Alternates view={view} data={props.data} />}
        {props.previous ? <link rel="prev" href={props.previous} /> : null}
        {props.next ? <link rel="next" href={props.next} /> : null}
        {props.schema ? (
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inScript(props.schema) }} />
        ) : null}
        <script defer src={link('assets/search.js')} />
        {props.scripts?.map((file) => (
          <script type="module" src={link(file)} />
        ))}
      </head>
      <body>
        <Header view={view} />
        <main id="content">{props.children}</main>
        <Footer view={view} />
      </body>
    </html>
  );
}

/** A preview is fetched from elsewhere, so it needs whole addresses. */
const Preview = ({ address, file }: { address: string; file: string }): JSX.Element => (
  <>
    <meta property="og:url" content={`${address}${file}`} />
    <meta property="og:image" content={`${address}assets/preview.png`} />
  </>
);

function Alternates({ view, data }: { view: View; data: string | undefined }): JSX.Element {
  const { link, path } = view;
  return (
    <>
      {languages.map((language) => (
        <link rel="alternate" hreflang={language} href={link(`${language}/${path}.html`)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={link(`en/${path}.html`)} />
      {data === undefined ? null : (
        <>
          <link rel="alternate" type="text/turtle" href={link(`${data}.ttl`)} />
          <link rel="alternate" type="application/ld+json" href={link(`${data}.jsonld`)} />
        </>
      )}
    </>
  );
}
