import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { seriesOf } from '../charts/figures.js';
import { isRetired, ThingLink } from '../layout/links.js';
import type { View } from '../view.js';

/** Indicators with who keeps them, how well they are established, and how many data series there are. */
export function IndicatorList({ view, indicators }: { view: View; indicators: readonly string[] }): JSX.Element {
  const { words } = view;
  if (indicators.length === 0) return <p>{words.noIndicators}</p>;
  return (
    <ul class="measures">
      {indicators.map((indicator) => (
        <li>
          <ThingLink view={view} iri={indicator} />
          <IndicatorFacts view={view} indicator={indicator} />
        </li>
      ))}
    </ul>
  );
}

/** "Custodians: UNODC · Tier: 2 · Data series: 10 · With figures here: 0". */
function IndicatorFacts({ view, indicator }: { view: View; indicator: string }): JSX.Element | null {
  const { graph, words } = view;
  const values = (predicate: string): string =>
    graph
      .objects(indicator, predicate)
      .map(({ value }) => value)
      .join(', ');
  const custodians = values(agenda.custodian);
  const series = graph.links(indicator, agenda.hasSeries).length;
  const facts = [
    {
      word: words.custodians,
      value: custodians === '' && !isRetired(view, indicator) ? words.unknownCustodian : custodians,
    },
    { word: words.tier, value: values(agenda.tier) },
    { word: view.plural(agenda.series).text, value: series === 0 ? '' : String(series) },
    { word: words.withFigures, value: series === 0 ? '' : String(seriesOf(graph, indicator).length) },
  ].filter(({ value }) => value !== '');
  if (facts.length === 0) return null;
  return (
    <ul class="small-facts">
      {facts.map(({ word, value }) => (
        <li>
          {word}: <bdi>{value}</bdi>
        </li>
      ))}
    </ul>
  );
}
