import type { JSX } from 'preact';
import type { View } from '../view.js';
import { OutwardLink } from './links.js';

/** The same on every page: which edition this is, and on what terms. */
export function Footer({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const { version, licence } = site.release;
  const others = [
    { path: 'statistics', word: words.statisticsTitle },
    { path: 'ontology', word: words.ontologyTitle },
    { path: 'rules', word: words.rulesTitle },
    { path: 'report', word: words.reportTitle },
    ...(site.changes === undefined ? [] : [{ path: 'changes', word: view.words.changes.title }]),
  ];
  return (
    <footer class="bottom">
      <div>
        <p>
          {words.version} <bdi>{version}</bdi> · {words.licence}: <OutwardLink view={view} iri={licence} /> ·{' '}
          <a href={view.pageLink('downloads')}>{words.downloads}</a>
        </p>
        <p class="onward">
          {others.map(({ path, word }, at) => (
            <>
              {at === 0 ? null : ' · '}
              <a href={view.pageLink(path)}>{word}</a>
            </>
          ))}
        </p>
        <p>{words.generated}</p>
      </div>
    </footer>
  );
}
