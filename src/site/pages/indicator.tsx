import type { JSX } from 'preact';
import { compareNaturally } from '../../text/natural-order.js';
import { agenda } from '../agenda.js';
import { seriesOf } from '../charts/figures.js';
import { groupBy } from '../claims.js';
import { fill } from '../languages.js';
import { goalClass, isRetired, ThingList } from '../layout/links.js';
import type { View } from '../view.js';
import { connectedObjectivesOf } from './in-short.js';
import { ObjectivesThrough } from './objectives-through.js';
import { SeriesFigures } from './series-figures.js';
import { ThingFrame } from './thing-frame.js';

/** More pictures than this make the page heavy; every series has its own on its page. */
const most = 3;

const toldHere = [agenda.measures, agenda.isIndicatorOf, agenda.hasSeries];

/** An indicator: the targets it belongs to, the objectives it measures through them, and its figures. */
export function IndicatorPage({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const targets = graph.links(thing, agenda.isIndicatorOf);
  const objectives = groupBy(graph, targets, (target) => graph.links(target, agenda.connectedObjective));
  const series = graph.links(thing, agenda.hasSeries);
  const pictured = seriesOf(graph, thing);
  const retired = isRetired(view, thing);
  return (
    <ThingFrame
      view={view}
      summary={retired ? words.retiredTitle : connectedObjectivesOf(view, targets)}
      leaveOut={retired ? [...toldHere, ...toldOfRetired(view)] : toldHere}
    >
      {retired ? <Retired view={view} /> : null}
      {targets.length === 0 ? null : (
        <section aria-labelledby="targets">
          <h2 id="targets">{words.itsTargets}</h2>
          <ThingList view={view} iris={targets} />
        </section>
      )}
      {retired ? null : (
        <section aria-labelledby="objectives">
          <h2 id="objectives">{words.whichObjectivesMeasured}</h2>
          {objectives.length === 0 ? <p>{words.measuresNoObjective}</p> : null}
          <ObjectivesThrough view={view} objectives={objectives} />
        </section>
      )}
      {series.length === 0 ? null : (
        <section aria-labelledby="series">
          <h2 id="series">{view.plural(agenda.series).text}</h2>
          <ThingList view={view} iris={series} />
          {pictured.length === 0 ? <p class="note">{words.noFigures}</p> : null}
        </section>
      )}
      <SeriesFigures
        view={view}
        series={pictured.slice(0, most)}
        more={series.length > most && pictured.length > most ? { text: words.moreSeries, anchor: 'series' } : undefined}
      />
    </ThingFrame>
  );
}

const numbersOf = ({ graph, thing }: View): string[] =>
  graph
    .objects(thing, agenda.formerNumber)
    .map(({ value }) => value)
    .sort(compareNaturally);

const toldOfRetired = (view: View): string[] => [
  agenda.isReplacedBy,
  agenda.replaces,
  ...(numbersOf(view).length === 0 ? [] : [agenda.formerNumber, agenda.until]),
];

/** Where it stood and until when, what stands in its place, and what else has its numbers now. */
function Retired({ view }: { view: View }): JSX.Element {
  const { graph, thing, words } = view;
  const successors = graph.links(thing, agenda.isReplacedBy);
  const numbers = numbersOf(view);
  const hasNumber = (iri: string): boolean => graph.codes(iri).some((code) => numbers.includes(code));
  const others = graph.ofType(agenda.indicator).filter((iri) => hasNumber(iri) && !successors.includes(iri));
  return (
    <section class="retired-box" aria-labelledby="retired">
      <h2 id="retired">{words.retiredTitle}</h2>
      <p>{words.retiredNote}</p>
      {numbers.length === 0 ? null : <Numbers view={view} numbers={numbers} />}
      {successors.length === 0 ? (
        <p>{words.noSuccessor}</p>
      ) : (
        <>
          <p>{words.replacedBy}:</p>
          <ThingList view={view} iris={successors} />
        </>
      )}
      {others.length === 0 ? null : (
        <>
          <p>{words.numberOfOther}:</p>
          <ThingList view={view} iris={others} />
        </>
      )}
    </section>
  );
}

/** "It stood until 2019 at: 8.9.2" */
function Numbers({ view, numbers }: { view: View; numbers: string[] }): JSX.Element {
  const { graph, thing, words } = view;
  const [until] = graph.objects(thing, agenda.until);
  const word = until ? fill(words.stoodUntil, { year: until.value }) : view.term(agenda.formerNumber).text;
  return (
    <p>
      {word}:{' '}
      {numbers.map((number, at) => (
        <>
          {at === 0 ? null : ' · '}
          <bdi class={`code${goalClass(thing, [number])}`} dir="ltr">
            {number}
          </bdi>
        </>
      ))}
    </p>
  );
}
