import type { JSX } from 'preact';
import { directionOf, languages } from '../languages.js';
import { notFoundFile, type View } from '../view.js';
import { wordsOf } from '../words/words.js';
import { Literal } from './links.js';
import { SearchBox } from './search-box.js';

/** The same on every page: the name of the site, its menu and its languages. */
export function Header({ view }: { view: View }): JSX.Element {
  const { words, site, pageLink } = view;
  const current = view.file === notFoundFile ? undefined : view.path;
  const entries = [
    { path: 'index', word: words.home },
    { path: 'query', word: view.words.query.menu },
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
          <Literal view={view} text={view.label(site.dataset)} />
        </a>
        <SearchBox view={view} />
        <nav aria-label={words.menu}>
          <ul class="menu">
            {entries.map(({ path, word }) => (
              <li>
                <a href={pageLink(path)} {...(path === current ? { 'aria-current': 'page' } : {})}>
                  {word}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <LanguageSwitch view={view} />
      </div>
    </header>
  );
}

/** To the same page in another language; each is called by its own name. */
function LanguageSwitch({ view }: { view: View }): JSX.Element {
  return (
    <nav aria-label={view.words.languages}>
      <ul class="menu languages">
        {languages.map((language) => (
          <li>
            <a
              href={view.link(`${language}/${view.path}.html`)}
              lang={language}
              hreflang={language}
              dir={directionOf(language)}
              {...(language === view.language ? { 'aria-current': 'true' } : {})}
            >
              {wordsOf(language).name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
