import type { JSX } from 'preact';
import { claimsAbout } from '../claims.js';
import { Section } from '../layout/components.js';
import { agenda } from '../names.js';
import type { View } from '../view.js';
import { claimsByEnd, mentions } from './claims.js';
import { connectedObjectivesOf } from './goal.js';
import { indicatorList } from './indicator.js';
import { ThingFrame } from './thing.js';

const toldHere = [agenda.connectedObjective, agenda.hasIndicator];

/** A target: which objectives it is connected to and who says so, and how it is measured. */
export function TargetPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const claims = claimsAbout(graph, thing);
  const connections = claims.filter(({ isConnection }) => isConnection);
  return (
    <ThingFrame view={view} summary={connectedObjectivesOf(view, [thing])} leaveOut={toldHere}>
      <Section id="objectives" title={words.whichObjectives}>
        {connections.length === 0 && <p>{words.noObjectives}</p>}
        {claimsByEnd(view, 'objective', connections)}
      </Section>
      {mentions(view, 'objective', claims)}
      <Section id="measures" title={words.howThisMeasured}>
        {indicatorList(view, graph.links(thing, agenda.hasIndicator))}
      </Section>
    </ThingFrame>
  );
}
