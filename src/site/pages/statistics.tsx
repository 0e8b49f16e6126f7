import type { Coverage } from '../../roles/roles.js';
import { ownNameOf } from '../../text/languages.js';
import { type Matrix, matricesOf, matrixText } from '../charts/matrix.js';
import { allClaims, type Claim, groupBy, proposedOn } from '../connected.js';
import {
  type CountRow,
  countTable,
  fact,
  factList,
  literal,
  nameLink,
  pageAnchor,
  thingLink,
  toPage,
} from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { freeName } from '../paths.js';
import { follow, step, stepBack } from '../steps.js';
import { type Kind, kindOf, type View } from '../view.js';
import { localName, names } from '../vocabulary.js';
import { formatNumber } from '../words.js';

/** The size and completeness of the data. */
export function statisticsPage(view: View) {
  const { words, site } = view;
  const isFigure = (one: string): boolean =>
    site.roles.parts.FigureValue.some((property) => site.graph.has(one, property));
  const figures = [...site.graph.described()].filter(isFigure).length;
  const nameRow = ({ type, path, things }: Kind): CountRow => [
    toPage(view, path, literal(view, view.plural(type))),
    things.length,
    ...site.languages.map(
      (language) => things.filter((iri) => site.graph.label(iri, language)?.language === language).length,
    ),
  ];
  const nameColumns = [words.kind, words.inAll, ...site.languages.map(ownNameOf)];
  return textPage(view, { title: words.statisticsTitle, text: words.statisticsText }, [
    factList([
      fact(words.statements, formatNumber(site.statistics.triples, words.language)),
      fact(words.thingsWithPage, formatNumber(site.graph.things.length, words.language)),
      fact(words.figures, figures > 0 && formatNumber(figures, words.language)),
    ]),
    site.changes && <p>{toPage(view, 'changes', words.changes.title)}</p>,
    connectionTables(view),
    countTable(view, 'names', words.namesByLanguage, nameColumns, site.kinds.map(nameRow), words.namesNote),
  ]);
}

/** The connections by coverage, status and source, and by the columns of each matrix. */
function connectionTables(view: View) {
  const { site, words } = view;
  const claims = allClaims(site);
  const statuses = claimCounts(view, claims, ({ status }) => status);
  const sources = claimCounts(view, claims, ({ source }) => source);
  const counted = [words.what, words.count];
  return [
    countTable(
      view,
      'coverage',
      words.coverage,
      [...counted, words.outOf],
      site.roles.coverage.map((one) => coverageRow(view, one)),
    ),
    countTable(view, 'statuses', words.byStatus, counted, statuses, words.mentionsCounted),
    countTable(view, 'sources', words.bySource, counted, sources, words.mentionsCounted),
    matricesOf(site).map((matrix) => matrixTables(view, matrix)),
  ];
}

/** The number of things of a kind that a path leads on from, except for things that are no longer in use. */
function coverageRow(view: View, { iri, of, path, isStated }: Coverage): CountRow {
  const { graph, site } = view;
  const things = graph.ofType(of).filter((thing) => !graph.isRetired(thing));
  const [first = ''] = path;
  const isProposed = (thing: string): Set<string> =>
    new Set(proposedOn(site, thing, { property: first, isInverse: false }));
  const isCovered = (thing: string): boolean => {
    const proposed = isStated ? isProposed(thing) : new Set<string>();
    const starts = step(site, thing, first).filter((one) => !proposed.has(one));
    return starts.some((one) => follow(site, one, path.slice(1)).length > 0);
  };
  const heading =
    view.ownText('heading', iri, of) ?? `${view.plural(of).text}${view.words.colon}${view.plural(first).text}`;
  return [heading, things.filter(isCovered).length, things.length];
}

/** The number of claims per status or source, largest first. */
function claimCounts(view: View, claims: Claim[], keyOf: (claim: Claim) => string | undefined): CountRow[] {
  return groupBy(view.graph, claims, (claim) => [keyOf(claim) ?? []].flat())
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([iri, own]) => [nameLink(view, iri), own.length]);
}

/** The minimum number of listed items; items with the same count as the last are listed too. */
const mostItems = 15;

/** The ids of the other tables. */
const otherTables = ['coverage', 'statuses', 'sources', 'names'];

/** The connections by column of a matrix, and the items between rows and columns with the most connections. */
function matrixTables(view: View, { role, suffix }: Matrix) {
  const { graph, site, words } = view;
  const [first = '', ...rest] = role.path;
  const rowsOf = (item: string): string[] =>
    stepBack(site, item, first).filter((one) => graph.values(one, names.type).includes(role.rows));
  const itemsOf = (column: string): string[] =>
    [...rest]
      .reverse()
      .reduce((all, property) => [...new Set(all.flatMap((one) => stepBack(site, one, property)))], [column]);
  const columns = graph.ofType(role.columns);
  const items = [...new Set(columns.flatMap(itemsOf))];
  const hasMiddle = rest.length > 0;
  const connects = (property: string): boolean => site.roles.properties.get(property)?.strength !== undefined;
  const isConnection = connects(first);
  const areColumns = !isConnection && rest.some(connects); // the ends of the connections of an item
  const isColumn = (one: string): boolean => graph.values(one, names.type).includes(role.columns);
  const endsOf = (item: string): string[] => (areColumns ? follow(site, item, rest).filter(isColumn) : rowsOf(item));
  const counts = (column: string): number[] => {
    const all = itemsOf(column);
    const rows = new Set(all.flatMap(rowsOf)).size;
    const connected = isConnection ? [all.filter((one) => rowsOf(one).length > 0).length] : [];
    return hasMiddle ? [...connected, all.length, rows] : [rows];
  };
  const columnRow = (column: string): CountRow => {
    const code = graph.codes(column)[0];
    const name = [code !== undefined && [<bdi>{code}</bdi>, ' '], literal(view, view.shortNameOf(column))];
    return [pageAnchor(view, column, name), ...counts(column)];
  };
  const [column, rows] = [view.term(role.columns).text, view.plural(role.rows).text];
  const kind = kindOf(graph, items[0] ?? '') ?? '';
  const connections = isConnection ? [view.plural(first).text] : [];
  const middle = hasMiddle ? [...connections, view.plural(kind).text] : [];
  const most = items
    .map((item) => ({ item, count: endsOf(item).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || graph.byCode(a.item, b.item));
  const least = most[mostItems - 1]?.count ?? 0;
  const listed = most
    .filter(({ count }) => count >= least)
    .map(({ item, count }): CountRow => [thingLink(view, item), count]);
  const anchor = freeName(`${localName(role.columns).toLowerCase()}s`, (one) => !otherTables.includes(one));
  const text = (key: 'byColumn' | 'mostConnected'): string => matrixText(view, role, key, words[key]);
  return [
    countTable(view, `${anchor}${suffix}`, text('byColumn'), [column, ...middle, rows], columns.map(columnRow)),
    countTable(
      view,
      `most${suffix}`,
      text('mostConnected'),
      [view.term(kind).text, areColumns ? view.plural(role.columns).text : rows],
      listed,
    ),
  ];
}
