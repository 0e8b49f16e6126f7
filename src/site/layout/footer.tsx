import { allSeries } from '../figures/series-figures.js';
import { textsIn } from '../graph-index.js';
import { perSite, type View } from '../view.js';
import { names } from '../vocabulary.js';
import type { Words } from '../words.js';
import { list, nameLink, outwardLink, toPage } from './components.js';
import { languageLinks } from './header.js';
import { UnofficialSign } from './marks.js';

/** The pages about the data as a whole. */
export const pagesAboutData = (words: Words): { path: string; title: string; text: string }[] => [
  { path: 'statistics', title: words.statisticsTitle, text: words.statisticsText },
  { path: 'ontology', title: words.ontologyTitle, text: words.ontologyText },
  { path: 'rules', title: words.rulesTitle, text: words.rulesText },
  { path: 'report', title: words.reportTitle, text: words.reportText },
];

/** The sources of the figures, sorted by code. */
const sourcesOfFigures = perSite((site): string[] => {
  const { graph } = site;
  const found = new Set(allSeries(site).flatMap((series) => graph.links(series, names.source)));
  return [...found].sort(graph.byCode);
});

/** The languages that have unofficial names. */
const unofficialLanguages = perSite(({ graph, roles }): ReadonlySet<string> => {
  const texts = graph.things.flatMap((thing) =>
    roles.parts.UnofficialName.flatMap((property) => textsIn(graph.objects(thing, property))),
  );
  return new Set(texts.map(({ language }) => language));
});

/** The footer of every page: where the figures come from, the version and the licence, and the pages about the data. */
export function Footer({ view }: { view: View }) {
  const { words, site } = view;
  const { version, licence } = site.release;
  const sources = sourcesOfFigures(site);
  const changes = site.changes === undefined ? [] : [{ path: 'changes', title: words.changes.title }];
  const data = [{ path: 'downloads', title: words.downloads }, ...pagesAboutData(words), ...changes];
  const others = [
    { path: 'about', title: words.about },
    { path: 'query', title: words.query.menu },
    { path: 'workbench/index', title: words.workbench.menu },
  ];
  const links = (all: { path: string; title: string }[]) =>
    list('links', all, ({ path, title }) => toPage(view, path, title));
  return (
    <footer class="bottom">
      <div>
        <section>
          <h2>{sources.length > 0 ? words.frame.aboutFigures : words.aboutTheData}</h2>
          {sources.length > 0 && list('sources', sources, (source) => nameLink(view, source))}
          <p>
            {words.version} <bdi>{version}</bdi> · {words.licence}
            {words.colon}
            {outwardLink(view, licence)}
          </p>
          {unofficialLanguages(site).has(view.language) && (
            <p>
              <UnofficialSign /> {words.unofficial}
            </p>
          )}
          <p>{words.generated}</p>
        </section>
        <section>
          <h2>{words.frame.data}</h2>
          {links(data)}
        </section>
        <section>
          <h2>{words.frame.site}</h2>
          {links(others)}
        </section>
        <section>
          <h2>{words.languages}</h2>
          {languageLinks(view, 'links')}
        </section>
      </div>
    </footer>
  );
}
