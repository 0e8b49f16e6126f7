import type { JSX } from 'preact';
import { type Claim, claimOf } from '../claims.js';
import { Code, Literal, NameLink, PageAnchor } from '../layout/links.js';
import { localName, names } from '../names.js';
import type { View } from '../view.js';

/** Who says that two things are connected, and how sure it is: a line a source. */
export function ClaimList({ view, claims }: { view: View; claims: readonly Claim[] }): JSX.Element {
  return (
    <ul class="claims">
      {claims.map((claim) => (
        <li>
          <Status view={view} claim={claim} />{' '}
          {claim.source === undefined ? null : <NameLink view={view} iri={claim.source} />}
          <Readings view={view} claim={claim} />
          <Note view={view} claim={claim} />
        </li>
      ))}
    </ul>
  );
}

/** The status as a mark, and a second one where the source is at odds with itself. */
export function Status({ view, claim }: { view: View; claim: Claim }): JSX.Element {
  const { status } = claim;
  return (
    <>
      {status === undefined ? null : (
        <span class={`status status-${localName(status).replace(/[^\w-]/g, '')}`}>
          <NameLink view={view} iri={status} />
        </span>
      )}
      {claim.contradictedBy.length > 0 ? <span class="badge">{view.words.contradicted}</span> : null}
    </>
  );
}

/** Where a source prints the code of one target over the words of another, each reading names the other. */
export function Readings({ view, claim }: { view: View; claim: Claim }): JSX.Element {
  const { graph, words } = view;
  const readings = [
    ...claim.contradictedBy.map((row) => ({ row, word: words.contradictedBy })),
    ...claim.contradicts.map((row) => ({ row, word: words.contradicts })),
  ];
  return (
    <>
      {readings.map(({ row, word }) => {
        const target = claimOf(graph, row)?.target;
        return target === undefined ? null : (
          <p class="note">
            {word}{' '}
            <PageAnchor view={view} iri={target}>
              <Code view={view} iri={target} />
            </PageAnchor>
          </p>
        );
      })}
    </>
  );
}

function Note({ view, claim }: { view: View; claim: Claim }): JSX.Element | null {
  const text = view.graph.text(claim.row, names.comment, view.language);
  return text ? (
    <p class="note">
      <Literal view={view} text={text} />
    </p>
  ) : null;
}
