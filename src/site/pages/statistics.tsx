import type { JSX } from 'preact';
import { type Claim, claimsAbout, groupBy, proposedTargets } from '../claims.js';
import { formatNumber, languages } from '../languages.js';
import { TextPage } from '../layout/document.js';
import { isRetired, literal, nameLink, pageAnchor, thingLink } from '../layout/links.js';
import { type CountRow, CountTable, type Fact, FactList } from '../layout/tables.js';
import { agenda, names } from '../names.js';
import type { View } from '../view.js';
import { wordsOf } from '../words/words.js';
import { usesOf } from './ontology.js';

/** How much there is of everything, and how complete it is. */
export function StatisticsPage({ view }: { view: View }): JSX.Element {
  const { words, site } = view;
  const statements = [...site.graph.described()].reduce((sum, one) => sum + site.graph.quadsOf(one).length, 0);
  const figures = usesOf(site).get(names.observation) ?? 0;
  const fact = (term: string, count: number): Fact => ({ term, values: [formatNumber(String(count), '')] });
  return (
    <TextPage view={view} title={words.statisticsTitle} text={words.statisticsText}>
      <FactList
        facts={[
          fact(words.statements, statements),
          fact(words.thingsWithPage, site.graph.things.length),
          ...(figures === 0 ? [] : [fact(words.figures, figures)]),
        ]}
      />
      {site.changes && (
        <p>
          <a href={view.pageLink('changes')}>{words.changes.title}</a>
        </p>
      )}
      <ConnectionStatistics view={view} />
      <CountTable
        id="names"
        title={words.namesByLanguage}
        note={words.namesNote}
        columns={[words.kind, words.inAll, ...languages.map((language) => wordsOf(language).name)]}
        rows={site.kinds.map(({ type, path, things }) => [
          <a href={view.pageLink(path)}>{literal(view, view.plural(type))}</a>,
          things.length,
          ...languages.map(
            (language) => things.filter((iri) => site.graph.label(iri, language)?.language === language).length,
          ),
        ])}
      />
    </TextPage>
  );
}

/** How far objectives, targets and indicators are connected, and who says so; nothing where there are no objectives. */
function ConnectionStatistics({ view }: { view: View }): JSX.Element | null {
  const { graph, words } = view;
  const objectives = graph.ofType(agenda.objective);
  if (objectives.length === 0) return null;
  const claims = objectives.flatMap((objective) => claimsAbout(graph, objective));
  const objectivesWord = view.plural(agenda.objective).text;
  return (
    <>
      <CountTable
        id="coverage"
        title={words.coverage}
        columns={[words.what, words.count, words.outOf]}
        rows={coverage(view)}
      />
      <CountTable
        id="statuses"
        title={words.byStatus}
        note={words.mentionsCounted}
        columns={[words.what, words.count]}
        rows={claimCounts(view, claims, ({ status }) => status)}
      />
      <CountTable
        id="sources"
        title={words.bySource}
        note={words.mentionsCounted}
        columns={[words.what, words.count]}
        rows={claimCounts(view, claims, ({ source }) => source)}
      />
      <CountTable
        id="goals"
        title={words.byGoal}
        columns={[view.term(agenda.goal).text, words.connectedTargets, view.plural(agenda.target).text, objectivesWord]}
        rows={graph.ofType(agenda.goal).map((goal) => goalRow(view, goal))}
      />
      <CountTable
        id="most"
        title={words.mostConnected}
        columns={[view.term(agenda.target).text, objectivesWord]}
        rows={mostConnected(view)}
      />
    </>
  );
}

function coverage({ graph, words }: View): CountRow[] {
  const objectives = graph.ofType(agenda.objective);
  const targets = graph.ofType(agenda.target);
  const current = graph.ofType(agenda.indicator).filter((iri) => !isRetired({ graph }, iri));
  const having = (things: string[], predicate: string): [number, number] => [
    things.filter((iri) => graph.links(iri, predicate).length > 0).length,
    things.length,
  ];
  const stated = objectives.filter(
    (iri) => graph.links(iri, agenda.connectedTarget).length > proposedTargets(graph, iri).length,
  );
  return [
    [words.objectivesWithTarget, ...having(objectives, agenda.connectedTarget)],
    [words.statedObjectives, stated.length, objectives.length],
    [words.targetsWithObjective, ...having(targets, agenda.connectedObjective)],
    [words.indicatorsWithObjective, ...having(current, agenda.measures)],
    [words.indicatorsWithSeries, ...having(current, agenda.hasSeries)],
  ];
}

/** How many rows of the sheet of connections have each status, or each source; the most frequent first. */
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
  const name = (
    <>
      <bdi>{graph.codes(goal)[0]}</bdi>{' '}
      {literal(view, graph.text(goal, names.altLabel, view.language) ?? view.label(goal))}
    </>
  );
  return [pageAnchor(view, goal, name), connected.length, targets.length, objectives.size];
}

/** At least so many; those that are equal to the last of them are not left out. */
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
