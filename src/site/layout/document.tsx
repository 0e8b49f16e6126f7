import type { ComponentChildren } from 'preact';
import { indexPath } from '../../search/search.js';
import { directionOf, ownNameOf, primaryOf } from '../../text/languages.js';
import { notFoundFile } from '../paths.js';
import { type View, wordsFolder } from '../view.js';
import type { Words } from '../words.js';
import { dotted, list, literal, outwardLink, toPage } from './components.js';
import { Head, type PageMetadata } from './head.js';

/** The metadata and the breadcrumbs of a page. */
interface PageHead extends PageMetadata {
  steps?: Step[]; // the breadcrumbs
}

/** A whole page with the shared header and footer. */
export function wholePage(view: View, { steps, ...page }: PageHead, content: ComponentChildren) {
  const { link, language } = view;
  return (
    <html lang={language} dir={directionOf(language)} data-words={view.isShared ? link(wordsFolder) : undefined}>
      <Head view={view} page={page} />
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

/** The header of every page: the name of the site, the search, the menu and the languages. */
export function Header({ view }: { view: View }) {
  const { words, site, pageLink } = view;
  const current = view.file === notFoundFile ? undefined : view.path;
  const entries = [
    { path: 'index', word: words.home },
    { path: 'query', word: words.query.menu },
    { path: 'statistics', word: words.statisticsTitle },
    { path: 'downloads', word: words.downloads },
    { path: 'about', word: words.about },
  ];
  return (
    <header class="top">
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <div class="bar">
        <a class="brand" href={pageLink('index')}>
          {literal(view, view.label(site.dataset))}
        </a>
        <SearchBox view={view} />
        <nav aria-label={words.menu}>
          {list('menu', entries, ({ path, word }) => (
            <a href={pageLink(path)} aria-current={path === current ? 'page' : undefined}>
              {word}
            </a>
          ))}
        </nav>
        <LanguageSwitch view={view} />
      </div>
    </header>
  );
}

/** The search box is hidden until client/search.ts starts. Without scripts, the page has a link instead. */
function SearchBox({ view: { words, site, link, language, pageLink } }: { view: View }) {
  return (
    <search class="search-place">
      <a class="search-instead" href={`${pageLink('index')}#contents`}>
        {words.allLists}
      </a>
      <form
        class="search"
        hidden
        data-index={link(indexPath(language))}
        data-languages={site.languages.join(' ')}
        data-page={pageLink('search')}
        data-failed={words.searchFailed}
      >
        <input
          type="text"
          enterkeyhint="search"
          role="combobox"
          aria-label={words.search}
          aria-autocomplete="list"
          aria-expanded="false"
          aria-controls="found"
          aria-keyshortcuts="Control+K Meta+K"
          placeholder={words.searchHint}
          autocomplete="off"
          spellcheck={false}
        />
        <div id="found" class="found" role="listbox" aria-label={words.search} hidden></div>
        <p class="unseen" role="status"></p>
      </form>
    </search>
  );
}

/** Links to the page in other languages, with the name of each language in that language. */
const LanguageSwitch = ({ view }: { view: View }) => (
  <nav aria-label={view.words.languages}>
    {list('menu languages', view.site.languages, (language) => (
      <a
        href={view.isShared ? `?lang=${language}` : view.link(`${language}/${view.path}.html`)}
        lang={language}
        hreflang={language}
        dir={directionOf(language)}
        aria-current={language === view.language ? 'true' : undefined}
      >
        {ownNameOf(language)}
      </a>
    ))}
  </nav>
);

/** The pages about the data as a whole. */
export const pagesAboutData = (words: Words): { path: string; title: string; text: string }[] => [
  { path: 'statistics', title: words.statisticsTitle, text: words.statisticsText },
  { path: 'ontology', title: words.ontologyTitle, text: words.ontologyText },
  { path: 'rules', title: words.rulesTitle, text: words.rulesText },
  { path: 'report', title: words.reportTitle, text: words.reportText },
];

/** The footer of every page: version, licence and links. */
export function Footer({ view }: { view: View }) {
  const { words, site } = view;
  const { version, licence } = site.release;
  const changes = site.changes === undefined ? [] : [{ path: 'changes', title: words.changes.title }];
  return (
    <footer class="bottom">
      <div>
        <p>
          {words.version} <bdi>{version}</bdi> · {words.licence}: {outwardLink(view, licence)} ·{' '}
          {toPage(view, 'downloads', words.downloads)}
        </p>
        <p class="onward">
          {dotted([...pagesAboutData(words), ...changes].map(({ path, title }) => toPage(view, path, title)))}
        </p>
        <p>{words.generated}</p>
      </div>
    </footer>
  );
}
