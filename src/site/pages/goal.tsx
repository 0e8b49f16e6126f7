import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { groupBy } from '../claims.js';
import { CodeLinks, ThingLink } from '../layout/links.js';
import type { View } from '../view.js';
import { connectedObjectivesOf } from './in-short.js';
import { ObjectivesThrough } from './objectives-through.js';
import { ThingFrame } from './thing-frame.js';

/** A goal: the objectives that its targets are connected to, and each target with its objectives and indicators. */
export function GoalPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const targets = graph.links(thing, agenda.hasTarget);
  const objectives = groupBy(graph, targets, (target) => graph.links(target, agenda.connectedObjective));
  return (
    <ThingFrame view={view} summary={connectedObjectivesOf(view, targets)} leaveOut={[agenda.hasTarget]}>
      <section aria-labelledby="objectives">
        <h2 id="objectives">{words.whichObjectivesGoal}</h2>
        {objectives.length === 0 ? <p>{words.noObjectives}</p> : null}
        <ObjectivesThrough view={view} objectives={objectives} />
      </section>
      <section aria-labelledby="targets">
        <h2 id="targets">{words.targetsOfGoal}</h2>
        <ul class="connections">
          {targets.map((target) => (
            <li>
              <ThingLink view={view} iri={target} />
              <CodeLinks
                view={view}
                word={words.connectedObjectives}
                iris={graph.links(target, agenda.connectedObjective)}
              />
              <CodeLinks
                view={view}
                word={view.plural(agenda.indicator).text}
                iris={graph.links(target, agenda.hasIndicator)}
              />
            </li>
          ))}
        </ul>
      </section>
    </ThingFrame>
  );
}
