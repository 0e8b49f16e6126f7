import type { JSX } from 'preact';
import { seriesOf } from '../charts/figures.js';
import { goalAnchor } from '../charts/matrix.js';
import { Neighbourhood } from '../charts/neighbourhood.js';
import { type Claim, claimsAbout, groupBy, proposedTargets } from '../claims.js';
import { fill } from '../languages.js';
import { code, list, literal, pageAnchor, Section, thingLink } from '../layout/components.js';
import { agenda } from '../names.js';
import type { View } from '../view.js';
import { claimList, mentions } from './claims.js';
import { indicatorList } from './indicator.js';
import { seriesFigures } from './series.js';
import { ThingFrame } from './thing.js';

const toldHere = [agenda.connectedTarget, agenda.measuredBy, agenda.mentionedWith];

/** An objective: which targets it is connected to and who says so, and how each of them is measured. */
export function ObjectivePage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const targets = graph.links(thing, agenda.connectedTarget);
  const hasTargets = targets.length > 0;
  const claims = claimsAbout(graph, thing);
  const answer = answerOf(view, targets);
  return (
    <ThingFrame view={view} summary={answer} leaveOut={toldHere}>
      <Section id="targets" title={words.whichTargets}>
        <p class="answer">{answer}</p>
        {groupBy(graph, targets, (target) => graph.links(target, agenda.isTargetOf)).map(([goal, ofGoal]) => (
          <section class="part">
            <h3 id={goalAnchor(graph, goal)}>
              {pageAnchor(view, goal, [code(view, goal), literal(view, view.shortLabel(goal))])}
            </h3>
            {list('connections', ofGoal, (target) => [
              thingLink(view, target),
              claimList(view, connectionsTo(target, claims)),
            ])}
          </section>
        ))}
      </Section>
      {mentions(view, 'target', claims)}
      {hasTargets && (
        <Section id="measures" title={words.howMeasured}>
          {targets.map((target) => (
            <section class="part">
              <h3>{thingLink(view, target)}</h3>
              {indicatorList(view, graph.links(target, agenda.hasIndicator))}
            </section>
          ))}
        </Section>
      )}
      {seriesFigures(view, chosenSeries(view), hasTargets && <a href="#measures">{words.moreFigures}</a>)}
      {hasTargets && (
        <Section id="surroundings" title={words.surroundings}>
          <Neighbourhood view={view} />
        </Section>
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

const connectionsTo = (target: string, claims: readonly Claim[]): Claim[] =>
  claims.filter((claim) => claim.target === target && claim.isConnection);

/**
 * Of each indicator the first series that has figures, and of these a few, those that concern migration first: the pages
 * of the indicators have them all.
 */
function chosenSeries({ graph, thing }: View): string[] {
  const concerns = (indicator: string): boolean => graph.values(indicator, agenda.concernsMigration).includes('true');
  return graph
    .links(thing, agenda.measuredBy)
    .sort((a, b) => Number(concerns(b)) - Number(concerns(a)))
    .flatMap((indicator) => seriesOf(graph, indicator).slice(0, 1))
    .slice(0, 2);
}
