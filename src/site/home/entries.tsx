import type { Matrix } from '../charts/matrix.js';
import { hueClass } from '../colours.js';
import { allClaims, isConnection } from '../connected.js';
import { areaKind } from '../figures/series-figures.js';
import {
  codeLink,
  counted,
  dotted,
  list,
  literal,
  nameLink,
  pageAnchor,
  section,
  toPage,
} from '../layout/components.js';
import { perSite, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill } from '../words.js';
import { areaGroups } from './area-choice.js';

/** Further ways into the data: by the columns of the matrix, by area and by topic, and notes on this release. */

/** A card for each column of a matrix, with the number of connections. */
export function byColumn(view: View, { role, rows, columns, items }: Matrix) {
  const { words } = view;
  const card = (column: string) => {
    const all = new Set(rows.flatMap((row) => items(row, column)));
    const from = rows.filter((row) => items(row, column).length > 0).length;
    const [first] = all;
    const kind =
      first === undefined
        ? undefined
        : view.graph.links(first, names.type).find((type) => view.site.kinds.some((one) => one.type === type));
    const counts = [
      kind !== undefined && fill(words.start.count, { kind: view.plural(kind).text, count: all.size }, words.language),
      fill(words.start.count, { kind: view.plural(role.rows).text, count: from }, words.language),
    ].filter(Boolean);
    return (
      <div class={`entry${hueClass(view, column)}`}>
        {pageAnchor(view, column, [
          <b dir="ltr">{view.graph.codes(column)[0]} </b>,
          literal(view, view.shortNameOf(column)),
        ])}
        <span class="note">
          {all.size === 0 ? words.start.notConnected : dotted(counts.map((one) => <span>{one}</span>))}
        </span>
      </div>
    );
  };
  return section('by-column', literal(view, view.plural(role.columns)), list('entries', columns, card));
}

/** The larger areas with their parts and the number of countries in each. */
export function byArea(view: View) {
  const { site } = view;
  const kind = site.kinds.find(({ type }) => type === areaKind(site));
  const groups = areaGroups(site);
  if (kind === undefined || groups.length === 0) return null;
  return section('by-area', literal(view, view.plural(kind.type)), [
    list('home-areas', groups, ({ area, count, parts }) => [
      <h3>{counted(view, nameLink(view, area), count)}</h3>,
      <p>{dotted(parts.map((part) => counted(view, nameLink(view, part.area), part.count)))}</p>,
    ]),
    <p>{toPage(view, kind.path, view.words.start.allAreas)}</p>,
  ]);
}

/** The first search word of each thing of the first kind. */
const topics = perSite((site) => new Map(site.languages.map((language) => [language, topicsIn(site, language)])));

function topicsIn({ graph, kinds }: View['site'], language: string): [thing: string, topic: string][] {
  return (kinds[0]?.things ?? []).flatMap((thing): [string, string][] => {
    const [found] = graph
      .objects(thing, names.hiddenLabel)
      .flatMap((one) => (one.termType === 'Literal' && one.language === language ? [one.value] : []));
    return found === undefined ? [] : [[thing, found]];
  });
}

/** Links with search words as names. */
function byTopic(view: View) {
  const found = topics(view.site).get(view.language) ?? [];
  if (found.length === 0) return null;
  return [
    <h2 id="by-topic">{view.words.start.byTopic}</h2>,
    list('topics', found, ([thing, topic]) => (
      <a class="button" href={view.linkTo(thing) ?? ''}>
        {topic}
      </a>
    )),
  ];
}

/** The pairs that a source contradicts itself about. */
function contradictions(view: View) {
  const { words } = view;
  const found = allClaims(view.site).filter((claim) => isConnection(claim) && claim.contradictedBy.length > 0);
  if (found.length === 0) return null;
  const [source] = found.flatMap((claim) => claim.source ?? []);
  return [
    <h2 id="contradictions">{words.start.contradictions}</h2>,
    <p>
      <span class="status status-contradicts">{words.contradicted}</span> {words.start.contradictionsText}{' '}
      {dotted(
        found.map(({ from, to }) => (
          <span class="pair">
            {codeLink(view, from)} × {codeLink(view, to)}
          </span>
        )),
      )}
    </p>,
    source && <p class="note">{nameLink(view, source)}</p>,
  ];
}

/** The size of this release, and what changed. */
function thisRelease(view: View) {
  const { site, words } = view;
  const issued = view.graph.value(site.dataset, names.issued);
  return [
    <h2 id="release">{words.start.release}</h2>,
    <p>
      {words.version} <bdi>{site.release.version}</bdi>
      {issued && [' · ', <bdi>{issued}</bdi>]}
    </p>,
    <p>
      {site.changes === undefined
        ? toPage(view, 'statistics', words.statisticsTitle)
        : toPage(view, 'changes', words.changes.title)}
    </p>,
  ];
}

/** Topics, this release and contradictions side by side. */
export const notes = (view: View) => (
  <div class="home-notes">
    {[byTopic(view), thisRelease(view), contradictions(view)].filter(Boolean).map((one) => (
      <section>{one}</section>
    ))}
  </div>
);

/** All kinds with the number of their things. */
export const contents = (view: View) =>
  section(
    'contents',
    view.words.contents,
    list('entries', view.site.kinds, ({ type, path, things }) => (
      <div class="entry">
        {toPage(view, path, literal(view, view.plural(type)))}
        <span class="note">{things.length}</span>
      </div>
    )),
  );
