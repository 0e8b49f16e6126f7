import type { JSX } from 'preact';
import { compareNaturally } from '../../text/order.js';
import { seriesOf } from '../charts/figures.js';
import { fill } from '../languages.js';
import { goalClass, list, Section, thingLink, thingList } from '../layout/components.js';
import { agenda } from '../names.js';
import type { View } from '../view.js';
import { connectedObjectivesOf, objectivesThrough } from './goal.js';
import { seriesFigures } from './series.js';
import { ThingFrame } from './thing.js';

/** More pictures than this make the page heavy; every series has its own on its page. */
const most = 3;

const toldHere = [agenda.measures, agenda.isIndicatorOf, agenda.hasSeries];

/** An indicator: the targets it belongs to, the objectives it measures through them, and its figures. */
export function IndicatorPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const targets = graph.links(thing, agenda.isIndicatorOf);
  const series = graph.links(thing, agenda.hasSeries);
  const pictured = seriesOf(graph, thing);
  const retired = graph.isRetired(thing);
  return (
    <ThingFrame
      view={view}
      summary={retired ? words.retiredTitle : connectedObjectivesOf(view, targets)}
      leaveOut={retired ? [...toldHere, ...toldOfRetired(view)] : toldHere}
    >
      {retired && retirement(view)}
      {targets.length > 0 && (
        <Section id="targets" title={words.itsTargets}>
          {thingList(view, targets)}
        </Section>
      )}
      {!retired && objectivesThrough(view, words.whichObjectivesMeasured, targets, words.measuresNoObjective)}
      {series.length > 0 && (
        <Section id="series" title={view.plural(agenda.series).text}>
          {thingList(view, series)}
          {pictured.length === 0 && <p class="note">{words.noFigures}</p>}
        </Section>
      )}
      {seriesFigures(
        view,
        pictured.slice(0, most),
        series.length > most && pictured.length > most && <a href="#series">{words.moreSeries}</a>,
      )}
    </ThingFrame>
  );
}

const formerNumbers = ({ graph, thing }: View): string[] =>
  graph.values(thing, agenda.formerNumber).sort(compareNaturally);

const toldOfRetired = (view: View): string[] => [
  agenda.isReplacedBy,
  agenda.replaces,
  ...(formerNumbers(view).length === 0 ? [] : [agenda.formerNumber, agenda.until]),
];

/** Where it stood and until when, what stands in its place, and what else has its numbers now. */
function retirement(view: View): JSX.Element {
  const { graph, thing, words } = view;
  const successors = graph.links(thing, agenda.isReplacedBy);
  const numbers = formerNumbers(view);
  const hasNumber = (iri: string): boolean => graph.codes(iri).some((code) => numbers.includes(code));
  const others = graph.ofType(agenda.indicator).filter((iri) => hasNumber(iri) && !successors.includes(iri));
  return (
    <Section id="retired" title={words.retiredTitle} class="retired-box">
      <p>{words.retiredNote}</p>
      {numbers.length > 0 && formerPlaces(view, numbers)}
      {successors.length === 0 && <p>{words.noSuccessor}</p>}
      {successors.length > 0 && [<p>{words.replacedBy}:</p>, thingList(view, successors)]}
      {others.length > 0 && [<p>{words.numberOfOther}:</p>, thingList(view, others)]}
    </Section>
  );
}

/** "It stood until 2019 at: 8.9.2" */
function formerPlaces(view: View, numbers: string[]): JSX.Element {
  const { graph, thing, words } = view;
  const until = graph.value(thing, agenda.until);
  const word = until === undefined ? view.term(agenda.formerNumber).text : fill(words.stoodUntil, { year: until });
  return (
    <p>
      {word}:{' '}
      {numbers.map((number, at) => (
        <>
          {at > 0 && ' · '}
          <bdi class={`code${goalClass(thing, [number])}`} dir="ltr">
            {number}
          </bdi>
        </>
      ))}
    </p>
  );
}

/** Indicators with who keeps them, how well they are established, and how many data series there are. */
export function indicatorList(view: View, indicators: readonly string[]): JSX.Element {
  if (indicators.length === 0) return <p>{view.words.noIndicators}</p>;
  return list('measures', indicators, (indicator) => [thingLink(view, indicator), indicatorFacts(view, indicator)]);
}

/** "Custodians: UNODC · Tier: 2 · Data series: 10 · With figures here: 0". */
function indicatorFacts(view: View, indicator: string): JSX.Element | null {
  const { graph, words } = view;
  const values = (predicate: string): string => graph.values(indicator, predicate).join(', ');
  const series = graph.links(indicator, agenda.hasSeries).length;
  const unknown = graph.isRetired(indicator) ? '' : words.unknownCustodian;
  const facts = [
    [words.custodians, values(agenda.custodian) || unknown],
    [words.tier, values(agenda.tier)],
    [view.plural(agenda.series).text, series === 0 ? '' : String(series)],
    [words.withFigures, series === 0 ? '' : String(seriesOf(graph, indicator).length)],
  ].filter(([, value]) => value !== '');
  if (facts.length === 0) return null;
  return list('small-facts', facts, ([word, value]) => [`${word}: `, <bdi>{value}</bdi>]);
}
