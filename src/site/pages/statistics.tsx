import type { JSX } from 'preact';
import { formatNumber, languages } from '../languages.js';
import { Breadcrumbs } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { Literal } from '../layout/links.js';
import { CountTable } from '../layout/tables.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { wordsOf } from '../words/words.js';
import { ConnectionStatistics } from './connection-statistics.js';
import { usesOf } from './vocabulary-terms.js';

/** How much there is of everything, and how complete it is. */
export function StatisticsPage({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const statements = [...site.graph.described()].reduce((sum, one) => sum + site.graph.quadsOf(one).length, 0);
  const figures = usesOf(site).get(names.observation) ?? 0;
  return (
    <Document view={view} title={words.statisticsTitle} description={words.statisticsText}>
      <Breadcrumbs view={view} steps={[]} />
      <h1>{words.statisticsTitle}</h1>
      <p class="prose">{words.statisticsText}</p>
      <dl class="facts">
        <Fact word={words.statements} count={statements} />
        <Fact word={words.thingsWithPage} count={site.graph.things.length} />
        {figures === 0 ? null : <Fact word={words.figures} count={figures} />}
      </dl>
      {site.changes === undefined ? null : (
        <p>
          <a href={view.pageLink('changes')}>{view.words.changes.title}</a>
        </p>
      )}
      <ConnectionStatistics view={view} />
      <CountTable
        id="names"
        title={words.namesByLanguage}
        note={words.namesNote}
        columns={[words.kind, words.inAll, ...languages.map((language) => wordsOf(language).name)]}
        rows={site.kinds.map((kind) => ({
          name: (
            <a href={view.pageLink(kind.path)}>
              <Literal view={view} text={view.plural(kind.type)} />
            </a>
          ),
          counts: [
            kind.things.length,
            ...languages.map(
              (language) => kind.things.filter((iri) => site.graph.label(iri, language)?.language === language).length,
            ),
          ],
        }))}
      />
    </Document>
  );
}

const Fact = ({ word, count }: { word: string; count: number }): JSX.Element => (
  <div>
    <dt>{word}</dt>
    <dd>{formatNumber(String(count), '')}</dd>
  </div>
);
