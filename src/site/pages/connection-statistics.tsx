import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { type Claim, claimsAbout, groupBy, proposedTargets } from '../claims.js';
import { isRetired, Literal, NameLink, PageAnchor, ThingLink } from '../layout/links.js';
import { CountTable } from '../layout/tables.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** How far objectives, targets and indicators are connected, and who says so; nothing where there are no objectives. */
export function ConnectionStatistics({ view }: { view: View }): JSX.Element | null {
  const { graph, words } = view;
  const objectives = graph.ofType(agenda.objective);
  if (objectives.length === 0) return null;
  const claims = objectives.flatMap((objective) => claimsAbout(graph, objective));
  return (
    <>
      <CountTable
        id="coverage"
        title={words.coverage}
        columns={[words.what, words.count, words.outOf]}
        rows={coverage(view)}
      />
      <Claims view={view} id="statuses" title={words.byStatus} claims={claims} keyOf={({ status }) => status} />
      <Claims view={view} id="sources" title={words.bySource} claims={claims} keyOf={({ source }) => source} />
      <CountTable
        id="goals"
        title={words.byGoal}
        columns={[
          view.term(agenda.goal).text,
          words.connectedTargets,
          view.plural(agenda.target).text,
          view.plural(agenda.objective).text,
        ]}
        rows={graph.ofType(agenda.goal).map((goal) => goalRow(view, goal))}
      />
      <CountTable
        id="most"
        title={words.mostConnected}
        columns={[view.term(agenda.target).text, view.plural(agenda.objective).text]}
        rows={mostConnected(view)}
      />
    </>
  );
}

function coverage(view: View) {
  const { graph, words } = view;
  const share = (type: string, predicate: string, of = graph.ofType(type)): number[] => [
    of.filter((iri) => graph.links(iri, predicate).length > 0).length,
    of.length,
  ];
  const objectives = graph.ofType(agenda.objective);
  const stated = objectives.filter(
    (iri) => graph.links(iri, agenda.connectedTarget).length > proposedTargets(graph, iri).length,
  );
  const current = graph.ofType(agenda.indicator).filter((iri) => !isRetired(view, iri));
  return [
    { name: words.objectivesWithTarget, counts: share(agenda.objective, agenda.connectedTarget) },
    { name: words.statedObjectives, counts: [stated.length, objectives.length] },
    { name: words.targetsWithObjective, counts: share(agenda.target, agenda.connectedObjective) },
    { name: words.indicatorsWithObjective, counts: share(agenda.indicator, agenda.measures, current) },
    { name: words.indicatorsWithSeries, counts: share(agenda.indicator, agenda.hasSeries, current) },
  ];
}

interface ClaimsProps {
  view: View;
  id: string;
  title: string;
  claims: Claim[];
  keyOf(claim: Claim): string | undefined;
}

/** How many rows of the sheet of connections have each status, or each source; the most frequent first. */
function Claims({ view, id, title, claims, keyOf }: ClaimsProps): JSX.Element {
  const groups = groupBy(view.graph, claims, (claim) => [keyOf(claim) ?? []].flat()).sort(
    ([, a], [, b]) => b.length - a.length,
  );
  return (
    <CountTable
      id={id}
      title={title}
      note={view.words.mentionsCounted}
      columns={[view.words.what, view.words.count]}
      rows={groups.map(([iri, own]) => ({ name: <NameLink view={view} iri={iri} />, counts: [own.length] }))}
    />
  );
}

function goalRow(view: View, goal: string) {
  const { graph } = view;
  const targets = graph.links(goal, agenda.hasTarget);
  const connected = targets.filter((target) => graph.links(target, agenda.connectedObjective).length > 0);
  const objectives = new Set(connected.flatMap((target) => graph.links(target, agenda.connectedObjective)));
  const short = graph.text(goal, names.altLabel, view.language) ?? view.label(goal);
  const name = (
    <PageAnchor view={view} iri={goal}>
      <bdi>{graph.codes(goal)[0]}</bdi> <Literal view={view} text={short} />
    </PageAnchor>
  );
  return { name, counts: [connected.length, targets.length, objectives.size] };
}

/** At least so many; those that are equal to the last of them are not left out. */
const mostTargets = 15;

function mostConnected(view: View) {
  const { graph } = view;
  const targets = graph
    .ofType(agenda.target)
    .map((target) => ({ target, count: graph.links(target, agenda.connectedObjective).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || graph.byCode(a.target, b.target));
  const least = targets[mostTargets - 1]?.count ?? 0;
  return targets
    .filter(({ count }) => count >= least)
    .map(({ target, count }) => ({ name: <ThingLink view={view} iri={target} />, counts: [count] }));
}
