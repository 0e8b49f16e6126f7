import { groupAnchor } from '../charts/matrix.js';
import { neighbourhood } from '../charts/neighbourhood.js';
import { seriesOf } from '../charts/series.js';
import { claimsAbout, groupBy, proposedTargets } from '../claims.js';
import { code, codeLinks, list, literal, pageAnchor, part, section, thingLink } from '../layout/components.js';
import type { View } from '../view.js';
import { agenda } from '../vocabulary.js';
import { fill } from '../words.js';
import { claimList, claimsByEnd, connectedObjectivesOf, mentions, objectivesThrough } from './connections.js';
import { indicatorList, seriesFigures } from './indicator.js';
import { thingPage } from './thing.js';

/** An objective, its connected targets with sources, and the indicators that measure them. */
export function objectivePage(view: View) {
  const { graph, thing, words } = view;
  const text = (anchor: string, key: string): string => view.sectionText(agenda.objective, anchor, key);
  const targets = graph.links(thing, agenda.connectedTarget);
  const hasTargets = targets.length > 0;
  const claims = claimsAbout(graph, thing);
  const answer = answerOf(view, targets);
  const byGoal = groupBy(graph, targets, (target) => graph.links(target, agenda.isTargetOf));
  const goalPart = ([goal, ofGoal]: [string, string[]]) =>
    part(
      pageAnchor(view, goal, [code(view, goal), literal(view, view.shortLabel(goal))]),
      list('connections', ofGoal, (target) => [
        thingLink(view, target),
        claimList(
          view,
          claims.filter((claim) => claim.target === target && claim.isConnection),
        ),
      ]),
      groupAnchor(graph, goal),
    );
  const measures = (target: string) =>
    part(thingLink(view, target), indicatorList(view, agenda.objective, graph.links(target, agenda.hasIndicator)));
  return thingPage(view, {
    summary: answer,
    leaveOut: [agenda.connectedTarget, agenda.measuredBy, agenda.mentionedWith],
    content: [
      section('targets', text('targets', 'heading'), [<p class="answer">{answer}</p>, byGoal.map(goalPart)]),
      mentions(view, 'target', claims),
      section('measures', text('measures', 'heading'), hasTargets && targets.map(measures)),
      seriesFigures(view, chosenSeries(view), hasTargets && <a href="#measures">{text('figures', 'more')}</a>),
      section('surroundings', words.surroundings, hasTargets && neighbourhood(view)),
    ],
  });
}

/** The number of targets and indicators, and of targets that are only proposed. */
function answerOf(view: View, targets: readonly string[]): string {
  const { graph, thing, words } = view;
  const text = (key: string): string => view.sectionText(agenda.objective, 'targets', key);
  if (targets.length === 0) return text('none');
  const measuredBy = graph.links(thing, agenda.measuredBy).length;
  const proposed = proposedTargets(graph, thing).length;
  const counts = fill(text('answer'), { connectedTarget: targets.length, measuredBy });
  return proposed === 0 ? counts : `${counts} ${fill(words.proposedOnly, { count: proposed })}`;
}

/** Two series with figures, at most one per indicator; indicators that concern migration come first. */
function chosenSeries({ graph, thing, site }: View): string[] {
  const concerns = (indicator: string): boolean => graph.values(indicator, agenda.concernsMigration).includes('true');
  return graph
    .links(thing, agenda.measuredBy)
    .sort((a, b) => Number(concerns(b)) - Number(concerns(a)))
    .flatMap((indicator) => seriesOf(site, indicator, [agenda.hasSeries]).slice(0, 1))
    .slice(0, 2);
}

/** A goal, its objectives, and its targets with their objectives and indicators. */
export function goalPage(view: View) {
  const { graph, thing } = view;
  const targets = graph.links(thing, agenda.hasTarget);
  const targetList = list('connections', targets, (target) => [
    thingLink(view, target),
    codeLinks(view, view.plural(agenda.connectedObjective).text, graph.links(target, agenda.connectedObjective)),
    codeLinks(view, view.plural(agenda.indicator).text, graph.links(target, agenda.hasIndicator)),
  ]);
  return thingPage(view, {
    summary: connectedObjectivesOf(view, agenda.goal, targets),
    leaveOut: [agenda.hasTarget],
    content: [
      objectivesThrough(view, agenda.goal, targets),
      section('targets', view.sectionText(agenda.goal, 'targets', 'heading'), targetList),
    ],
  });
}

/** A target, its connected objectives with sources, and its indicators. */
export function targetPage(view: View) {
  const { graph, thing } = view;
  const text = (anchor: string, key: string): string => view.sectionText(agenda.target, anchor, key);
  const claims = claimsAbout(graph, thing);
  const connections = claims.filter(({ isConnection }) => isConnection);
  return thingPage(view, {
    summary: connectedObjectivesOf(view, agenda.target, [thing]),
    leaveOut: [agenda.connectedObjective, agenda.hasIndicator],
    content: [
      section('objectives', text('objectives', 'heading'), [
        connections.length === 0 && <p>{text('objectives', 'none')}</p>,
        claimsByEnd(view, 'objective', connections),
      ]),
      mentions(view, 'objective', claims),
      section(
        'measures',
        text('measures', 'heading'),
        indicatorList(view, agenda.target, graph.links(thing, agenda.hasIndicator)),
      ),
    ],
  });
}
