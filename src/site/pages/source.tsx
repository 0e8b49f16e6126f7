import type { JSX } from 'preact';
import { PointingHere } from '../layout/pointing-here.js';
import { ThingLink } from '../layout/thing-link.js';
import type { View } from '../view.js';
import { fill } from '../words/words.js';
import { Readings, Status } from './claim-list.js';
import { type Claim, claimsAbout, groupBy } from './claims.js';
import { ThingFrame } from './thing-frame.js';

/** A source: what it is, and every connection that it makes or suggests, objective by objective. */
export function SourcePage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const claims = claimsAbout(graph, thing);
  return (
    <ThingFrame
      view={view}
      after={
        <>
          {claims.length === 0 ? null : (
            <section aria-labelledby="claims">
              <h2 id="claims">{words.whatSourceSays}</h2>
              <p class="answer">{fill(words.claimCount, { count: claims.length })}</p>
              {groupBy(graph, claims, ({ objective }) => [objective]).map(([objective, own]) => (
                <section class="part">
                  <h3>
                    <ThingLink view={view} iri={objective} />
                  </h3>
                  <Targets view={view} claims={own} />
                </section>
              ))}
            </section>
          )}
          <PointingHere view={view} />
        </>
      }
    />
  );
}

function Targets({ view, claims }: { view: View; claims: readonly Claim[] }): JSX.Element {
  return (
    <ul class="connections">
      {claims.map((claim) => (
        <li>
          <ThingLink view={view} iri={claim.target} />
          <p class="claims">
            <Status view={view} claim={claim} />
          </p>
          <Readings view={view} claim={claim} />
        </li>
      ))}
    </ul>
  );
}
