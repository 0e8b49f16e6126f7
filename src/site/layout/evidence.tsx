import type { JSX } from 'preact';
import { compareCodePoints } from '../../order.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { Literal } from './literal.js';
import { NameLink, ThingLink } from './thing-link.js';
import { WideTable } from './wide-table.js';

/** The rows that connect two things (owl:annotatedSource and -Target) and have this one at either end. */
export const rowsAbout = ({ graph, thing }: Pick<View, 'graph' | 'thing'>): string[] => [
  ...graph.subjects(names.annotatedSource, thing),
  ...graph.subjects(names.annotatedTarget, thing),
];

/** A table of these rows: what is at the other end, how sure it is, and who says so. */
export function Evidence({ view }: { view: View }): JSX.Element | null {
  const rows = rowsAbout(view).map((row) => ({ row, others: otherEnds(view, row) }));
  if (rows.length === 0) return null;
  const { words, graph } = view;
  rows.sort((a, b) => graph.byCode(a.others[0] ?? '', b.others[0] ?? '') || compareCodePoints(a.row, b.row));
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{words.evidence}</h2>
      <WideTable labelledBy="evidence">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.connectedTo}</th>
              <th scope="col">{words.status}</th>
              <th scope="col">{words.source}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, others }) => (
              <Row view={view} row={row} others={others} />
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  );
}

const otherEnds = ({ graph, thing }: View, row: string): string[] =>
  [...graph.links(row, names.annotatedSource), ...graph.links(row, names.annotatedTarget)].filter(
    (iri) => iri !== thing,
  );

function Row({ view, row, others }: { view: View; row: string; others: string[] }): JSX.Element {
  const { graph, language } = view;
  const comment = graph.text(row, names.comment, language);
  return (
    <tr>
      <th scope="row">
        {others.map((iri) => (
          <ThingLink view={view} iri={iri} />
        ))}
      </th>
      <td>
        {graph.links(row, names.status).map((iri) => (
          <NameLink view={view} iri={iri} />
        ))}
      </td>
      <td>
        {graph.links(row, names.source).map((iri) => (
          <NameLink view={view} iri={iri} />
        ))}
        {comment ? (
          <p class="note">
            <Literal view={view} text={comment} />
          </p>
        ) : null}
      </td>
    </tr>
  );
}
