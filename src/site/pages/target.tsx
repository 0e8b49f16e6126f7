import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { claimsAbout } from '../claims.js';
import type { View } from '../view.js';
import { ClaimsByEnd, Mentions } from './claims-by-end.js';
import { connectedObjectivesOf } from './in-short.js';
import { IndicatorList } from './indicator-list.js';
import { ThingFrame } from './thing-frame.js';

const toldHere = [agenda.connectedObjective, agenda.hasIndicator];

/** A target: which objectives it is connected to and who says so, and how it is measured. */
export function TargetPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const claims = claimsAbout(graph, thing);
  const connections = claims.filter(({ isConnection }) => isConnection);
  return (
    <ThingFrame view={view} summary={connectedObjectivesOf(view, [thing])} leaveOut={toldHere}>
      <section aria-labelledby="objectives">
        <h2 id="objectives">{words.whichObjectives}</h2>
        {connections.length === 0 ? <p>{words.noObjectives}</p> : null}
        <ClaimsByEnd view={view} end="objective" claims={connections} />
      </section>
      <Mentions view={view} end="objective" claims={claims} />
      <section aria-labelledby="measures">
        <h2 id="measures">{words.howThisMeasured}</h2>
        <IndicatorList view={view} indicators={graph.links(thing, agenda.hasIndicator)} />
      </section>
    </ThingFrame>
  );
}
