import { matrixText } from '../charts/matrix.js';
import { type Claim, claimsAbout, groupBy, proposedTargets } from '../claims.js';
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
import type { Kind, View } from '../view.js';
import { agenda, names } from '../vocabulary.js';
import { formatNumber, wordsOf } from '../words.js';

/** The size and completeness of the data. */
export function statisticsPage(view: View) {
  const { words, site } = view;
  const figures = site.graph.subjects(names.type, names.observation).length;
  const nameRow = ({ type, path, things }: Kind): CountRow => [
    toPage(view, path, literal(view, view.plural(type))),
    things.length,
    ...site.languages.map(
      (language) => things.filter((iri) => site.graph.label(iri, language)?.language === language).length,
    ),
  ];
  const nameColumns = [words.kind, words.inAll, ...site.languages.map((language) => wordsOf(language).name)];
  return textPage(view, { title: words.statisticsTitle, text: words.statisticsText }, [
    factList([
      fact(words.statements, formatNumber(site.statistics.triples)),
      fact(words.thingsWithPage, formatNumber(site.graph.things.length)),
      fact(words.figures, figures > 0 && formatNumber(figures)),
    ]),
    site.changes && <p>{toPage(view, 'changes', words.changes.title)}</p>,
    connectionTables(view),
    countTable('names', words.namesByLanguage, nameColumns, site.kinds.map(nameRow), words.namesNote),
  ]);
}

/** The connections by coverage, status, source and goal; nothing if there are no objectives. */
function connectionTables(view: View) {
  const { graph, words } = view;
  const objectives = graph.ofType(agenda.objective);
  if (objectives.length === 0) return [];
  const claims = objectives.flatMap((objective) => claimsAbout(graph, objective));
  const statuses = claimCounts(view, claims, ({ status }) => status);
  const sources = claimCounts(view, claims, ({ source }) => source);
  const goals = graph.ofType(agenda.goal).map((goal) => goalRow(view, goal));
  const [goal, target] = [view.term(agenda.goal).text, view.term(agenda.target).text];
  const [allTargets, allObjectives] = [view.plural(agenda.target).text, view.plural(agenda.objective).text];
  const counted = [words.what, words.count];
  const byGoal = matrixText(view, 'byColumn', words.byColumn);
  const most = matrixText(view, 'mostConnected', words.mostConnected);
  return [
    countTable('coverage', words.coverage, [...counted, words.outOf], coverage(view)),
    countTable('statuses', words.byStatus, counted, statuses, words.mentionsCounted),
    countTable('sources', words.bySource, counted, sources, words.mentionsCounted),
    countTable('goals', byGoal, [goal, view.plural(agenda.connectedTarget).text, allTargets, allObjectives], goals),
    countTable('most', most, [target, allObjectives], mostConnected(view)),
  ];
}

function coverage(view: View): CountRow[] {
  const { graph } = view;
  const objectives = graph.ofType(agenda.objective);
  const targets = graph.ofType(agenda.target);
  const current = graph.ofType(agenda.indicator).filter((iri) => !graph.isRetired(iri));
  const having = (things: string[], predicate: string): [number, number] => [
    things.filter((iri) => graph.links(iri, predicate).length > 0).length,
    things.length,
  ];
  const stated = objectives.filter(
    (iri) => graph.links(iri, agenda.connectedTarget).length > proposedTargets(graph, iri).length,
  );
  const counts = [
    having(objectives, agenda.connectedTarget),
    [stated.length, objectives.length],
    having(targets, agenda.connectedObjective),
    having(current, agenda.measures),
    having(current, agenda.hasSeries),
  ];
  return view.site.roles.coverage
    .slice(0, counts.length)
    .map(({ iri }, i) => [view.ownText('heading', iri) ?? '', ...(counts[i] ?? [])]);
}

/** The number of claims per status or source, largest first. */
function claimCounts(view: View, claims: Claim[], keyOf: (claim: Claim) => string | undefined): CountRow[] {
  return groupBy(view.graph, claims, (claim) => [keyOf(claim) ?? []].flat())
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([iri, own]) => [nameLink(view, iri), own.length]);
}

function goalRow(view: View, goal: string): CountRow {
  const { graph } = view;
  const targets = graph.links(goal, agenda.hasTarget);
  const connected = targets.filter((target) => graph.links(target, agenda.connectedObjective).length > 0);
  const objectives = new Set(connected.flatMap((target) => graph.links(target, agenda.connectedObjective)));
  const name = [<bdi>{graph.codes(goal)[0]}</bdi>, ' ', literal(view, view.shortLabel(goal))];
  return [pageAnchor(view, goal, name), connected.length, targets.length, objectives.size];
}

/** The minimum number of listed targets; targets with the same count as the last are listed too. */
const mostTargets = 15;

function mostConnected(view: View): CountRow[] {
  const { graph } = view;
  const targets = graph
    .ofType(agenda.target)
    .map((target) => ({ target, count: graph.links(target, agenda.connectedObjective).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || graph.byCode(a.target, b.target));
  const least = targets[mostTargets - 1]?.count ?? 0;
  return targets.filter(({ count }) => count >= least).map(({ target, count }) => [thingLink(view, target), count]);
}
