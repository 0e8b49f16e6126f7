import type { ComponentChildren } from 'preact';
import { directionOf, primaryOf } from '../../text/languages.js';
import { type View, wordsFolder } from '../view.js';
import { Footer } from './footer.js';
import { Head, type PageMetadata } from './head.js';
import { Header } from './header.js';

/** The metadata and the breadcrumbs of a page. */
interface PageHead extends PageMetadata {
  steps?: Step[]; // the breadcrumbs
  beside?: ComponentChildren; // at the end of their line
}

/** A whole page with the shared header and footer. */
export function wholePage(view: View, { steps, beside, ...page }: PageHead, content: ComponentChildren) {
  const { link, language, path } = view;
  return (
    <html lang={language} dir={directionOf(language)} data-words={view.isShared ? link(wordsFolder) : undefined}>
      <Head view={view} page={page} />
      <body lang={view.words.language === language ? undefined : view.words.language}>
        <Header view={view} />
        <main id="content">
          {steps && (
            <div class="trail-row">
              <Breadcrumbs view={view} steps={steps} />
              {beside}
            </div>
          )}
          {content}
          {path !== workbench && <ProposeChange view={view} />}
        </main>
        <Footer view={view} />
      </body>
    </html>
  );
}

/** The page that checks changed sheets. */
const workbench = 'workbench/index';

/** The link to the rows about the resource of the page, which the reader can change. */
const ProposeChange = ({ view: { graph, site, thing, pageLink, words } }: { view: View }) => {
  const page = pageLink(workbench);
  const isAboutThing = graph.pathOf(thing) !== undefined;
  return (
    <p class="propose">
      <a href={isAboutThing ? `${page}?thing=${thingParameter(thing, site.release.base)}` : page}>
        {words.workbenchChange.propose}
      </a>
    </p>
  );
};

/** An IRI as a parameter: without the base of the project, because every page has this link. */
const thingParameter = (iri: string, base: string): string =>
  encodeURIComponent(iri.startsWith(base) ? iri.slice(base.length) : iri)
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':');

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
