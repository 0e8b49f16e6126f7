import type { JSX } from 'preact';
import { type Claim, groupBy } from '../claims.js';
import { ThingLink } from '../layout/links.js';
import type { View } from '../view.js';
import { ClaimList } from './claim-list.js';

interface EndProps {
  view: View;
  end: 'objective' | 'target'; // which end of the claims is not the thing of the page
  claims: readonly Claim[];
}

/** What is at the other end of some claims, each with the claims about it. */
export const ClaimsByEnd = ({ view, end, claims }: EndProps): JSX.Element => (
  <ul class="connections">
    {groupBy(view.graph, claims, (claim) => [claim[end]]).map(([iri, own]) => (
      <li>
        <ThingLink view={view} iri={iri} />
        <ClaimList view={view} claims={own} />
      </li>
    ))}
  </ul>
);

/** What is evidence only: a source speaks of both, and does not connect them. */
export function Mentions({ view, end, claims }: EndProps): JSX.Element | null {
  const { words } = view;
  const mentions = claims.filter(({ isConnection }) => !isConnection);
  if (mentions.length === 0) return null;
  return (
    <section aria-labelledby="mentioned">
      <h2 id="mentioned">{words.mentioned}</h2>
      <p class="prose">{words.mentionedNote}</p>
      <ClaimsByEnd view={view} end={end} claims={mentions} />
    </section>
  );
}
