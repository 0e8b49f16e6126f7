import type { JSX } from 'preact';
import { Neighbourhood } from '../charts/charts.js';
import { seriesOf } from '../charts/figures.js';
import { ThingLink } from '../layout/thing-link.js';
import type { View } from '../view.js';
import { fill } from '../words/words.js';
import { agenda } from './agenda-names.js';
import { ClaimList } from './claim-list.js';
import { type Claim, claimsAbout, groupBy } from './claims.js';
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
  return (
    <ThingFrame view={view} leaveOut={toldHere}>
      <section aria-labelledby="targets">
        <h2 id="targets">{words.whichTargets}</h2>
        <p class="answer">
          {targets.length === 0
            ? words.noTargets
            : fill(words.targetCount, {
                targets: targets.length,
                indicators: graph.links(thing, agenda.measuredBy).length,
              })}
        </p>
        <ConnectedTargets view={view} targets={targets} claims={claims} />
      </section>
      <Mentioned view={view} claims={claims} />
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
      <SeriesFigures view={view} series={chosenSeries(view)} more={words.moreFigures} />
      {targets.length === 0 ? null : (
        <section aria-labelledby="surroundings">
          <h2 id="surroundings">{words.surroundings}</h2>
          <Neighbourhood view={view} />
        </section>
      )}
    </ThingFrame>
  );
}

/** Of each indicator the first series that has figures, and of these a few: the pages of the indicators have them all. */
const chosenSeries = ({ graph, thing }: View): string[] =>
  graph
    .links(thing, agenda.measuredBy)
    .flatMap((indicator) => seriesOf(graph, indicator).slice(0, 1))
    .slice(0, 2);

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

/** What is evidence only: a source speaks of both, and does not connect them. */
function Mentioned({ view, claims }: { view: View; claims: readonly Claim[] }): JSX.Element | null {
  const { graph, words } = view;
  const mentioned = groupBy(
    graph,
    claims.filter(({ isConnection }) => !isConnection),
    ({ target }) => [target],
  );
  if (mentioned.length === 0) return null;
  return (
    <section aria-labelledby="mentioned">
      <h2 id="mentioned">{words.mentioned}</h2>
      <p class="prose">{words.mentionedNote}</p>
      <ul class="connections">
        {mentioned.map(([target, ofTarget]) => (
          <li>
            <ThingLink view={view} iri={target} />
            <ClaimList view={view} claims={ofTarget} />
          </li>
        ))}
      </ul>
    </section>
  );
}
