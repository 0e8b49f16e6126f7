import type { Section } from '../../roles/roles.js';
import { type Claim, connections, groupBy, isConnection, otherEnd } from '../connected.js';
import { code, codeLink, list, nameLink, plainText } from '../layout/components.js';
import type { View } from '../view.js';
import { statusOf } from './claims.js';

/** The sources of the connections on cards: each source with its statuses and the codes of the things. Nothing without sources. */
export function whoSays(view: View, { path }: Section) {
  const { site, graph, thing, words } = view;
  const all = connections(site, thing, { property: path[0] ?? '', isInverse: false }).flatMap(([, claims]) => claims);
  const bySource = groupBy(graph, all, ({ source }) => (source === undefined ? [] : [source]));
  if (bySource.length === 0) return null;
  const stated = (claims: readonly Claim[]): number => claims.filter(isConnection).length;
  const sorted = bySource.sort(([, a], [, b]) => stated(b) - stated(a));
  return (
    <>
      <h3 class="who-says">{words.cards.whoSays}</h3>
      {list('who', sorted, ([source, claims]) => [
        nameLink(view, source),
        groupBy(graph, claims, ({ status }) => [status ?? '']).map(([, same]) => (
          <p class="codes">
            {same[0] && statusOf(view, { ...same[0], contradictedBy: [] })}{' '}
            {same.map((claim) => {
              const other = otherEnd(claim, thing);
              return codeLink(view, other, code(view, other) ?? plainText(view.shortLabel(other)));
            })}
          </p>
        )),
      ])}
    </>
  );
}
