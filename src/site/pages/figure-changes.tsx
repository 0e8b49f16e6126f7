import type { JSX } from 'preact';
import type { Change, Revision } from '../changes.js';
import { fill, formatNumber } from '../languages.js';
import { NameLink, ThingLink } from '../layout/links.js';
import { WideTable } from '../layout/tables.js';
import type { View } from '../view.js';

/** The kinds of change that count figures; each change of them is about a series. */
export const figureKinds = ['figures-added', 'figures-removed', 'figures-revised'];

interface FigureChangesProps {
  view: View;
  changes: Change[];
  most: number; // series beyond are counted only
}

/** How many figures of each series are new, gone and revised, and the largest of the revisions. */
export function FigureChanges({ view, changes, most }: FigureChangesProps): JSX.Element | null {
  const own = changes.filter(({ kind }) => figureKinds.includes(kind));
  const series = [...new Set(own.map(({ subject }) => subject))].sort(view.graph.byCode);
  if (series.length === 0) return null;
  const words = view.words.changes;
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{words.bySeries}</h2>
      <WideTable labelledBy="figures">
        <table aria-labelledby="figures">
          <thead>
            <tr>
              {[words.series, words.new, words.gone, words.revised, words.largest].map((word) => (
                <th scope="col">{word}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {series.slice(0, most).map((iri) => (
              <Row view={view} series={iri} changes={own.filter(({ subject }) => subject === iri)} />
            ))}
          </tbody>
        </table>
      </WideTable>
      {series.length > most ? <p class="more">{fill(view.words.more, { count: series.length - most })}</p> : null}
    </section>
  );
}

function Row({ view, series, changes }: { view: View; series: string; changes: Change[] }): JSX.Element {
  const largest = changes.flatMap((change) => change.largest ?? []);
  return (
    <tr>
      <th scope="row">{series === '' ? '–' : <ThingLink view={view} iri={series} />}</th>
      {figureKinds.map((kind) => (
        <td>{formatNumber(String(changes.find((change) => change.kind === kind)?.count ?? 0), '')}</td>
      ))}
      <td>
        {largest.map((revision) => (
          <p class="revision">
            <Revised view={view} revision={revision} />
          </p>
        ))}
      </td>
    </tr>
  );
}

/** "Kenya · 2019: 12,3 → 12,5"; what was and is stands from left to right, whatever the language. */
function Revised({ view, revision: { area, time, before, after } }: { view: View; revision: Revision }): JSX.Element {
  const [was, is] = [before, after].map((value) => formatNumber(value, view.words.decimal));
  return (
    <>
      {area === undefined ? null : (
        <>
          <NameLink view={view} iri={area} />
          {' · '}
        </>
      )}
      <bdi>{time}</bdi>:{' '}
      <bdi class="values" dir="ltr">
        {was} → {is}
      </bdi>
    </>
  );
}
