import type { JSX } from 'preact';
import { type Claim, claimsAbout, groupBy } from '../claims.js';
import { fill } from '../languages.js';
import { NameLink, ThingLink } from '../layout/links.js';
import { PointingHere } from '../layout/pointing-here.js';
import type { View } from '../view.js';
import { Readings, Status } from './claim-list.js';
import { ThingFrame } from './thing-frame.js';

/** A source: what it is, and every connection that it makes or suggests. */
export const SourcePage = ({ view }: { view: View }): JSX.Element => (
  <ClaimsPage view={view} title={view.words.whatSourceSays} Mark={Status} />
);

/** A status: what it means, and every connection that has it, with its source. */
export const StatusPage = ({ view }: { view: View }): JSX.Element => (
  <ClaimsPage view={view} title={view.words.claimsOfStatus} Mark={Source} />
);

const Source = ({ view, claim }: { view: View; claim: Claim }): JSX.Element | null =>
  claim.source === undefined ? null : <NameLink view={view} iri={claim.source} />;

interface ClaimsPageProps {
  view: View;
  title: string;
  Mark(props: { view: View; claim: Claim }): JSX.Element | null; // what the page itself does not tell of a claim
}

/** All that is claimed by or with the thing of the page, objective by objective. */
function ClaimsPage({ view, title, Mark }: ClaimsPageProps): JSX.Element {
  const { graph, thing, words } = view;
  const claims = claimsAbout(graph, thing);
  const summary = fill(words.claimCount, { count: claims.length });
  const list = (
    <section aria-labelledby="claims">
      <h2 id="claims">{title}</h2>
      <p class="answer">{summary}</p>
      {groupBy(graph, claims, ({ objective }) => [objective]).map(([objective, own]) => (
        <section class="part">
          <h3>
            <ThingLink view={view} iri={objective} />
          </h3>
          <ul class="connections">
            {own.map((claim) => (
              <li>
                <ThingLink view={view} iri={claim.target} />
                <p class="claims">
                  <Mark view={view} claim={claim} />
                </p>
                <Readings view={view} claim={claim} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
  return (
    <ThingFrame
      view={view}
      summary={claims.length === 0 ? '' : summary}
      after={
        <>
          {claims.length === 0 ? null : list}
          <PointingHere view={view} />
        </>
      }
    />
  );
}
