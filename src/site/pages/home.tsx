import { directionOf } from '../../text/languages.js';
import { type Matrix, matricesOf } from '../charts/matrix.js';
import { isNarrow, matrixScript, matrixTable } from '../charts/matrix-table.js';
import { allClaims, isConnection } from '../connected.js';
import { areaChoice, choiceScript } from '../home/area-choice.js';
import { byArea, byColumn, contents, notes } from '../home/entries.js';
import { overview } from '../home/rows.js';
import { list, literal, nameLink, plainText, section, thingList, toPage } from '../layout/components.js';
import { textPage, wholePage } from '../layout/document.js';
import { pagesAboutData } from '../layout/footer.js';
import { SearchBox } from '../layout/header.js';
import { mapScript } from '../maps/world-map.js';
import { marks } from '../sections/claims.js';
import { type Kind, siteWords, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill, formatNumber } from '../words.js';
import { datasetInShort } from './datasets.js';

/** The start page: the question, the search, the areas and the matrix; then the things of the first kind with figures. */
export function home(view: View) {
  const { site, graph, words } = view;
  const title = view.label(site.dataset);
  const description = graph.text(site.dataset, names.description, view.language);
  const [first] = site.kinds;
  const [matrix, ...others] = matricesOf(site);
  const isInColumns = matrix !== undefined && isNarrow(matrix);
  const start = (
    <div class="home-start">
      <h1>{words.start.title || literal(view, title)}</h1>
      {words.lead ? <p class="lede">{words.lead}</p> : description && <p class="lede">{literal(view, description)}</p>}
      <SearchBox view={view} />
      {areaChoice(view)}
    </div>
  );
  return wholePage(
    view,
    {
      title: plainText(title),
      description: description && plainText(description),
      schema: datasetInShort(view),
      scripts: [choiceScript, matrixScript, mapScript],
    },
    [
      <div class={isInColumns ? 'home-top in-columns' : 'home-top'}>
        {start}
        {matrix && withLegend(view, matrix)}
      </div>,
      first && (overview(view, first, matrix) ?? firstKind(view, first)),
      matrix && byColumn(view, matrix),
      others.map((one) => withLegend(view, one)),
      byArea(view),
      notes(view),
      contents(view),
      section(
        'about-data',
        words.aboutTheData,
        list('entries of-pages', pagesAboutData(words), ({ path, title, text }) => (
          <div class="entry">
            {toPage(view, path, title)}
            <span class="note">{text}</span>
          </div>
        )),
      ),
    ],
  );
}

/** A matrix with the statuses of all connections and their counts. */
function withLegend(view: View, matrix: Matrix) {
  const claims = allClaims(view.site).filter(isConnection);
  const statuses = [...new Set(claims.flatMap(({ status }) => status ?? []))].map((status) => {
    const own = claims.filter((claim) => claim.status === status);
    return { status, mark: marks[own[0]?.strength ?? 'connected'], count: own.length };
  });
  const contradicted = claims.filter(({ contradictedBy }) => contradictedBy.length > 0).length;
  return (
    <div class="home-matrix">
      {matrixTable(view, matrix)}
      {statuses.length > 0 && (
        <ul class="legend-of-status" aria-label={view.words.byStatus}>
          {statuses
            .sort((a, b) => b.count - a.count)
            .map(({ status, mark, count }) => (
              <li>
                <span class={`status ${mark}`}>{nameLink(view, status)}</span>{' '}
                {formatNumber(count, view.words.language)}
              </li>
            ))}
          {contradicted > 0 && (
            <li>
              <span class="status status-contradicts">{view.words.contradicted}</span>{' '}
              {formatNumber(contradicted, view.words.language)}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

/** The maximum number of entries on the start page. */
const most = 40;

const firstKind = (view: View, { type, path, things }: Kind) =>
  section('first', literal(view, view.plural(type)), [
    thingList(view, things.slice(0, most)),
    things.length > most && (
      <p>{toPage(view, path, fill(view.words.showAll, { count: things.length }, view.words.language))}</p>
    ),
  ]);

export function about(view: View) {
  const { aboutTitle: title, aboutText, aboutFallback, aboutLanguages } = view.words;
  const paragraphs = [...aboutText, aboutFallback, aboutLanguages]
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => <p class="prose">{paragraph}</p>);
  return textPage(view, { title, description: aboutText[0] ?? '' }, paragraphs);
}

/** The page for unknown URLs. The language of the reader is unknown, so it contains all languages. */
export function notFound(view: View) {
  const texts = view.site.languages.map((language) => {
    const { notFoundTitle, notFoundText, notFoundHint, home } = siteWords(view.site, language);
    const Title = language === view.language ? 'h1' : 'h2';
    return (
      <section lang={language} dir={directionOf(language)}>
        <Title>{notFoundTitle}</Title>
        <p>
          {notFoundText} <a href={view.link(`${language}/index.html`)}>{home}</a>
        </p>
        {notFoundHint && <p>{notFoundHint}</p>}
      </section>
    );
  });
  return wholePage(view, { title: view.words.notFoundTitle, steps: [] }, texts);
}
