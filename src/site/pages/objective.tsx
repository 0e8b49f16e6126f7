import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { seriesOf } from '../charts/figures.js';
import { Neighbourhood } from '../charts/neighbourhood.js';
import { type Claim, claimsAbout, groupBy, proposedTargets } from '../claims.js';
import { fill } from '../languages.js';
import { ThingLink } from '../layout/links.js';
import type { View } from '../view.js';
import { ClaimList } from './claim-list.js';
import { Mentions } from './claims-by-end.js';
import { GoalHeading } from './goal-heading.js';
import { IndicatorList } from './indicator-list.js';
import { SeriesFigures } from './series-figures.js';
import { ThingFrame } from './thing-frame.js';

const toldHere = [agenda.connectedTarget, agenda.measuredBy, agenda.mentionedWith];

/** An objective: which targets it is connected to and who says so, and how each of them is measured. */
export function ObjectivePage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const targets = graph.links(thing, agenda.connectedTarget);
  const claims = claimsAbout(graph, thing);
  const answer = answerOf(view, targets);
  const figures = chosenSeries(view);
  return (
    <ThingFrame view={view} summary={answer} leaveOut={toldHere}>
      <section aria-labelledby="targets">
        <h2 id="targets">{words.whichTargets}</h2>
        <p class="answer">{answer}</p>
        <ConnectedTargets view={view} targets={targets} claims={claims} />
      </section>
      <Mentions view={view} end="target" claims={claims} />
      {targets.length === 0 ? null : (
        <section aria-labelledby="measures">
          <h2 id="measures">{words.howMeasured}</h2>
          {targets.map((target) => (
            <section class="part">
              <h3>
                <ThingLink view={view} iri={target} />
              </h3>
              <IndicatorList view={view} indicators={graph.links(target, agenda.hasIndicator)} />
            </section>
          ))}
        </section>
      )}
      <SeriesFigures
        view={view}
        series={figures}
        more={targets.length === 0 ? undefined : { text: words.moreFigures, anchor: 'measures' }}
      />
      {targets.length === 0 ? null : (
        <section aria-labelledby="surroundings">
          <h2 id="surroundings">{words.surroundings}</h2>
          <Neighbourhood view={view} />
        </section>
      )}
    </ThingFrame>
  );
}

/** How many targets and indicators there are, and how many of the targets no source states. */
function answerOf({ graph, thing, words }: View, targets: readonly string[]): string {
  if (targets.length === 0) return words.noTargets;
  const indicators = graph.links(thing, agenda.measuredBy).length;
  const proposed = proposedTargets(graph, thing).length;
  const counts = fill(words.targetCount, { targets: targets.length, indicators });
  return proposed === 0 ? counts : `${counts} ${fill(words.proposedOnly, { count: proposed })}`;
}

/**
 * Of each indicator the first series that has figures, and of these a few, those that concern migration first: the pages
 * of the indicators have them all.
 */
function chosenSeries({ graph, thing }: View): string[] {
  const concerns = (indicator: string): boolean =>
    graph.objects(indicator, agenda.concernsMigration).some(({ value }) => value === 'true');
  return graph
    .links(thing, agenda.measuredBy)
    .sort((a, b) => Number(concerns(b)) - Number(concerns(a)))
    .flatMap((indicator) => seriesOf(graph, indicator).slice(0, 1))
    .slice(0, 2);
}

/** The targets goal by goal, each with the sources of its connection. */
function ConnectedTargets({
  view,
  targets,
  claims,
}: {
  view: View;
  targets: readonly string[];
  claims: readonly Claim[];
}): JSX.Element {
  const { graph } = view;
  return (
    <>
      {groupBy(graph, targets, (target) => graph.links(target, agenda.isTargetOf)).map(([goal, ofGoal]) => (
        <section class="part">
          <GoalHeading view={view} goal={goal} />
          <ul class="connections">
            {ofGoal.map((target) => (
              <li>
                <ThingLink view={view} iri={target} />
                <ClaimList view={view} claims={claims.filter((one) => one.target === target && one.isConnection)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
