import type { JSX } from 'preact';
import { ThingLink } from '../layout/thing-link.js';
import type { View } from '../view.js';
import { agenda } from './agenda-names.js';
import { ClaimList } from './claim-list.js';
import { type Claim, claimsAbout, groupBy } from './claims.js';
import { IndicatorList } from './indicator-list.js';
import { ThingFrame } from './thing-frame.js';

const toldHere = [agenda.connectedObjective, agenda.hasIndicator];

/** A target: which objectives it is connected to and who says so, and how it is measured. */
export function TargetPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const claims = claimsAbout(graph, thing);
  const connections = claims.filter(({ isConnection }) => isConnection);
  const mentions = claims.filter(({ isConnection }) => !isConnection);
  return (
    <ThingFrame view={view} leaveOut={toldHere}>
      <section aria-labelledby="objectives">
        <h2 id="objectives">{words.whichObjectives}</h2>
        {connections.length === 0 ? <p>{words.noObjectives}</p> : null}
        <Objectives view={view} claims={connections} />
      </section>
      {mentions.length === 0 ? null : (
        <section aria-labelledby="mentioned">
          <h2 id="mentioned">{words.mentioned}</h2>
          <p class="prose">{words.mentionedNote}</p>
          <Objectives view={view} claims={mentions} />
        </section>
      )}
      <section aria-labelledby="measures">
        <h2 id="measures">{words.howThisMeasured}</h2>
        <IndicatorList view={view} indicators={graph.links(thing, agenda.hasIndicator)} />
      </section>
    </ThingFrame>
  );
}

function Objectives({ view, claims }: { view: View; claims: readonly Claim[] }): JSX.Element {
  return (
    <ul class="connections">
      {groupBy(view.graph, claims, ({ objective }) => [objective]).map(([objective, own]) => (
        <li>
          <ThingLink view={view} iri={objective} />
          <ClaimList view={view} claims={own} />
        </li>
      ))}
    </ul>
  );
}
