import type { JSX } from 'preact';
import { groupBy } from '../claims.js';
import { codeLinks, list, Section, thingLink } from '../layout/components.js';
import { agenda } from '../names.js';
import type { View } from '../view.js';
import { ThingFrame } from './thing.js';

/** A goal: the objectives that its targets are connected to, and each target with its objectives and indicators. */
export function GoalPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const targets = graph.links(thing, agenda.hasTarget);
  return (
    <ThingFrame view={view} summary={connectedObjectivesOf(view, targets)} leaveOut={[agenda.hasTarget]}>
      {objectivesThrough(view, words.whichObjectivesGoal, targets, words.noObjectives)}
      <Section id="targets" title={words.targetsOfGoal}>
        {list('connections', targets, (target) => [
          thingLink(view, target),
          codeLinks(view, words.connectedObjectives, graph.links(target, agenda.connectedObjective)),
          codeLinks(view, view.plural(agenda.indicator).text, graph.links(target, agenda.hasIndicator)),
        ])}
      </Section>
    </ThingFrame>
  );
}

/** The objectives of some targets in a sentence: "Connected objectives: 7, 10." */
export function connectedObjectivesOf({ graph, words }: View, targets: readonly string[]): string {
  const objectives = new Set(targets.flatMap((target) => graph.links(target, agenda.connectedObjective)));
  if (objectives.size === 0) return words.noObjectives;
  const codes = [...objectives].sort(graph.byCode).map((iri) => graph.codes(iri)[0] ?? '');
  return `${words.connectedObjectives}: ${codes.join(', ')}.`;
}

/** The objectives of some targets, each with the targets that it is connected through; `none` where there are no objectives. */
export function objectivesThrough(view: View, title: string, targets: readonly string[], none: string): JSX.Element {
  const { graph, words } = view;
  const objectives = groupBy(graph, targets, (target) => graph.links(target, agenda.connectedObjective));
  return (
    <Section id="objectives" title={title}>
      {objectives.length === 0 && <p>{none}</p>}
      {list('connections', objectives, ([objective, through]) => [
        thingLink(view, objective),
        codeLinks(view, words.throughTargets, through),
      ])}
    </Section>
  );
}
