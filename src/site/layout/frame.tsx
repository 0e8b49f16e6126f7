import type { JSX } from 'preact';
import { indexPath } from '../../search/search.js';
import { directionOf, languages } from '../languages.js';
import { notFoundFile, type View } from '../view.js';
import { type Words, wordsOf } from '../words/words.js';
import { list, literal, outwardLink } from './components.js';

/** The same on every page: the name of the site, its menu and its languages. */
export function Header({ view }: { view: View }): JSX.Element {
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

/** Asleep until its script wakes it (client/search.ts); without scripts there is a way to the lists in its place. */
function SearchBox({ view: { words, link, language, pageLink } }: { view: View }): JSX.Element {
  return (
    <search class="search-place">
      <a class="search-instead" href={`${pageLink('index')}#contents`}>
        {words.allLists}
      </a>
      <form class="search" hidden data-index={link(indexPath(language))} data-failed={words.searchFailed}>
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

/** To the same page in another language; each is called by its own name. */
const LanguageSwitch = ({ view }: { view: View }): JSX.Element => (
  <nav aria-label={view.words.languages}>
    {list('menu languages', languages, (language) => (
      <a
        href={view.link(`${language}/${view.path}.html`)}
        lang={language}
        hreflang={language}
        dir={directionOf(language)}
        aria-current={language === view.language ? 'true' : undefined}
      >
        {wordsOf(language).name}
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

/** The same on every page: which edition this is, and on what terms. */
export function Footer({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const { version, licence } = site.release;
  const changes = site.changes === undefined ? [] : [{ path: 'changes', title: words.changes.title }];
  return (
    <footer class="bottom">
      <div>
        <p>
          {words.version} <bdi>{version}</bdi> · {words.licence}: {outwardLink(view, licence)} ·{' '}
          <a href={view.pageLink('downloads')}>{words.downloads}</a>
        </p>
        <p class="onward">
          {[...pagesAboutData(words), ...changes].map(({ path, title }, at) => (
            <>
              {at > 0 && ' · '}
              <a href={view.pageLink(path)}>{title}</a>
            </>
          ))}
        </p>
        <p>{words.generated}</p>
      </div>
    </footer>
  );
}
