import { directionOf, ownNameOf } from '../../text/languages.js';
import { indexPath } from '../../text/search/search.js';
import { areaKind } from '../figures/series-figures.js';
import type { Text } from '../graph-index.js';
import { notFoundFile } from '../paths.js';
import { type Kind, perSite, type View } from '../view.js';
import { list, literal } from './components.js';
import { nameParts } from './head.js';

/** The kinds in the menu: the first kind, the kind of the columns of the first matrix, and the kind of areas. */
const menuKinds = perSite((site): Kind[] => {
  const [first] = site.kinds;
  const types = new Set([first?.type, site.roles.matrices[0]?.columns, areaKind(site)]);
  return [...types].flatMap((type) => site.kinds.find((kind) => kind.type === type) ?? []);
});

/** The header of every page: the name of the site, the menu, the search, the languages and the theme. */
export function Header({ view }: { view: View }) {
  const { words, site, path, pageLink } = view;
  const isHome = path === 'index' && view.file !== notFoundFile;
  const current = view.file === notFoundFile ? undefined : path;
  const entries = [
    ...menuKinds(site).map(({ type, path }) => ({ path, shown: menuName(view, type) })),
    { path: 'query', shown: words.query.menu },
    { path: 'downloads', shown: words.downloads },
    { path: 'about', shown: words.about },
  ];
  return (
    <header class="top">
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <div class="bar">
        <Brand view={view} />
        {!isHome && <SearchBox view={view} />}
        <button class="menu-button" type="button" popovertarget="menu" aria-label={words.menu}></button>
        <div id="menu" popover="auto">
          <nav aria-label={words.menu}>
            {list('menu', entries, ({ path, shown }) => (
              <a href={pageLink(path)} aria-current={path === current ? 'page' : undefined}>
                {shown}
              </a>
            ))}
          </nav>
          <div class="settings">
            <LanguageSwitch view={view} />
            <button class="theme-switch" type="button" aria-label={words.frame.theme} hidden></button>
          </div>
        </div>
      </div>
    </header>
  );
}

/** The name of a kind in the menu: a short text of the project, or the plural. */
const menuName = (view: View, type: string) => view.ownText('menu', type) ?? literal(view, view.plural(type));

/** The mark and the name of the site. The part of the name after a colon is below the rest. */
function Brand({ view }: { view: View }) {
  const name = view.label(view.site.dataset);
  const [title = '', ...more] = nameParts(name.text);
  const part = (text: string): Text => ({ ...name, text });
  return (
    <a class="brand" href={view.pageLink('index')}>
      <img src={view.link('assets/favicon.svg')} alt="" width="32" height="32" />
      {name.others === undefined && more.length > 0 ? (
        <span>
          {literal(view, part(title))}
          <span class="subtitle">{literal(view, part(more.join(' – ')))}</span>
        </span>
      ) : (
        <span>{literal(view, name)}</span>
      )}
    </a>
  );
}

/** The search box is hidden until client/search.ts starts. Without scripts, the page has a link instead. */
export function SearchBox({ view: { words, site, link, language, pageLink } }: { view: View }) {
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
export const languageLinks = (view: View, name: string) =>
  list(name, view.site.languages, (language) => (
    <a
      href={view.isShared ? `?lang=${language}` : view.link(`${language}/${view.path}.html`)}
      lang={language}
      hreflang={language}
      dir={directionOf(language)}
      aria-current={language === view.language ? 'true' : undefined}
    >
      {ownNameOf(language)}
    </a>
  ));

/** The language of the page; it opens to the links to the others. */
const LanguageSwitch = ({ view }: { view: View }) => (
  <nav aria-label={view.words.languages}>
    <details class="language-choice">
      <summary>{view.isShared ? view.words.languages : ownNameOf(view.language)}</summary>
      {languageLinks(view, 'languages')}
    </details>
  </nav>
);
