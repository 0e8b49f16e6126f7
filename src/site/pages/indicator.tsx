import type { ComponentChildren } from 'preact';
import { compareNaturally } from '../../text/order.js';
import { hasFigures, seriesFigure, seriesOf } from '../charts/series.js';
import { hueClass } from '../colours.js';
import { dotted, list, section, thingLink, thingList } from '../layout/components.js';
import type { View } from '../view.js';
import { agenda } from '../vocabulary.js';
import { fill } from '../words.js';
import { connectedObjectivesOf, objectivesThrough } from './connections.js';
import { thingPage } from './thing.js';

/** The maximum number of charts, to keep the page small. The page of each series has its chart. */
const most = 3;

/** An indicator, its targets, the objectives that it measures through them, and its figures. */
export function indicatorPage(view: View) {
  const { graph, thing, words } = view;
  const targets = graph.links(thing, agenda.isIndicatorOf);
  const series = graph.links(thing, agenda.hasSeries);
  const pictured = seriesOf(view.site, thing, [agenda.hasSeries]);
  const retired = graph.isRetired(thing);
  const hasMore = series.length > most && pictured.length > most;
  return thingPage(view, {
    summary: retired ? words.retiredTitle : connectedObjectivesOf(view, agenda.indicator, targets),
    leaveOut: [agenda.measures, agenda.isIndicatorOf, agenda.hasSeries, ...(retired ? retirementProperties(view) : [])],
    content: [
      retired && retirement(view),
      section('targets', view.sectionText(agenda.indicator, 'targets', 'heading'), thingList(view, targets)),
      !retired && objectivesThrough(view, agenda.indicator, targets),
      section(
        'series',
        view.plural(agenda.series).text,
        series.length > 0 && [thingList(view, series), pictured.length === 0 && <p class="note">{words.noFigures}</p>],
      ),
      seriesFigures(
        view,
        pictured.slice(0, most),
        hasMore && <a href="#series">{view.sectionText(agenda.indicator, 'figures', 'more')}</a>,
      ),
    ],
  });
}

const formerNumbers = ({ graph, thing }: View): string[] =>
  graph.values(thing, agenda.formerNumber).sort(compareNaturally);

const retirementProperties = (view: View): string[] => [
  agenda.isReplacedBy,
  agenda.replaces,
  ...(formerNumbers(view).length === 0 ? [] : [agenda.formerNumber, agenda.until]),
];

/** The former numbers of a retired indicator, its replacements, and other indicators with its numbers. */
function retirement(view: View) {
  const { graph, thing, words } = view;
  const successors = graph.links(thing, agenda.isReplacedBy);
  const numbers = formerNumbers(view);
  const hasNumber = (iri: string): boolean => graph.codes(iri).some((code) => numbers.includes(code));
  const others = graph.ofType(agenda.indicator).filter((iri) => hasNumber(iri) && !successors.includes(iri));
  const content = [
    <p>{words.retiredNote}</p>,
    numbers.length > 0 && formerPlaces(view, numbers),
    successors.length === 0 ? <p>{words.noSuccessor}</p> : [<p>{words.replacedBy}:</p>, thingList(view, successors)],
    others.length > 0 && [<p>{words.numberOfOther}:</p>, thingList(view, others)],
  ];
  return section('retired', words.retiredTitle, content, 'retired-box');
}

/** "Number until 2019: 8.9.2" */
function formerPlaces(view: View, numbers: string[]) {
  const { graph, thing, words } = view;
  const until = graph.value(thing, agenda.until);
  const word = until === undefined ? view.term(agenda.formerNumber).text : fill(words.stoodUntil, { year: until });
  const places = numbers.map((number) => (
    <bdi class={`code${hueClass(view, thing, number)}`} dir="ltr">
      {number}
    </bdi>
  ));
  return (
    <p>
      {word}: {dotted(places)}
    </p>
  );
}

/** Indicators with custodians, tier and number of data series. `type`: the class of the resource of the page. */
export function indicatorList(view: View, type: string, indicators: readonly string[]) {
  if (indicators.length === 0) return <p>{view.sectionText(type, 'measures', 'none')}</p>;
  return list('measures', indicators, (indicator) => [thingLink(view, indicator), indicatorFacts(view, indicator)]);
}

/** "Custodians: UNODC · Tier: 2 · Data series: 10 · With figures: 0". */
function indicatorFacts(view: View, indicator: string) {
  const { graph, words } = view;
  const values = (predicate: string): string => graph.values(indicator, predicate).join(', ');
  const series = graph.links(indicator, agenda.hasSeries).length;
  const unknown = graph.isRetired(indicator) ? '' : (view.ownText('unknown', agenda.custodian) ?? words.unknown);
  const facts = [
    [view.plural(agenda.custodian).text, values(agenda.custodian) || unknown],
    [view.plural(agenda.tier).text, values(agenda.tier)],
    [view.plural(agenda.series).text, series === 0 ? '' : String(series)],
    [words.withFigures, series === 0 ? '' : String(seriesOf(view.site, indicator, [agenda.hasSeries]).length)],
  ].filter(([, value]) => value !== '');
  if (facts.length === 0) return null;
  return list('small-facts', facts, ([word, value]) => [`${word}: `, <bdi>{value}</bdi>]);
}

/** A series, its indicator, and its figures as a chart and a table. */
export function seriesPage(view: View) {
  const { graph, thing } = view;
  return thingPage(view, {
    leaveOut: [agenda.isSeriesOf],
    content: [
      section(
        'indicators',
        view.sectionText(agenda.series, 'indicators', 'heading'),
        thingList(view, graph.links(thing, agenda.isSeriesOf)),
      ),
      seriesFigures(view, hasFigures(view.site, thing) ? [thing] : []),
    ],
  });
}

/** The charts of some series, with a note about further charts; nothing if there are no series. */
export function seriesFigures(view: View, series: readonly string[], more?: ComponentChildren) {
  const pictures = series.map((iri) => seriesFigure(view, iri));
  return section('figures', view.words.figures, pictures.length > 0 && [pictures, more && <p class="note">{more}</p>]);
}
