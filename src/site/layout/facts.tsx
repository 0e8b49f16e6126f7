import type { Quad_Object } from 'n3';
import type { JSX } from 'preact';
import { compareNaturally } from '../../text/natural-order.js';
import { agenda } from '../agenda.js';
import type { Text } from '../graph-index.js';
import { fill } from '../languages.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { wordFor } from '../words/words.js';
import { Literal, ThingLink } from './links.js';

/** What the heading of a page tells already. */
const told = [names.type, names.prefLabel, names.title, names.label, names.altLabel, names.deprecated] as string[];

/** Properties that say less than another with the same values does: "contains" where "targets" stands. */
const general = [names.broader, names.narrower, names.topConceptOf, names.hasTopConcept] as string[];

/** Every statement about the thing that the page does not tell otherwise, a line a property. */
export function Facts({ view, leaveOut }: { view: View; leaveOut: readonly string[] }): JSX.Element | null {
  const about = view.graph.about(view.thing);
  const codes = view.graph.codes(view.thing);
  const isNews = (predicate: string): boolean =>
    !told.includes(predicate) &&
    !leaveOut.includes(predicate) &&
    !(general.includes(predicate) && isCovered(about, predicate));
  const lines = [...about.keys()].filter(isNews).map((predicate) => {
    const terms = about.get(predicate) ?? [];
    const isTold = ({ value }: Quad_Object): boolean => predicate === names.notation && codes.includes(value);
    return { predicate, terms: terms.filter((term) => !isTold(term)) };
  });
  if (!lines.some(({ terms }) => terms.length > 0)) return null;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{view.words.facts}</h2>
      <dl class="facts">
        {lines.map(({ predicate, terms }) =>
          terms.length === 0 ? null : (
            <div>
              <dt>
                <Literal view={view} text={view.term(predicate)} />
              </dt>
              <Values view={view} predicate={predicate} terms={terms} />
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

/** Whether other properties name every value of this one. */
function isCovered(about: ReadonlyMap<string, readonly Quad_Object[]>, predicate: string): boolean {
  const others = new Set<string>();
  for (const [other, terms] of about) if (!general.includes(other)) for (const { value } of terms) others.add(value);
  return (about.get(predicate) ?? []).every(({ value }) => others.has(value));
}

interface ValuesProps {
  view: View;
  predicate: string;
  terms: readonly Quad_Object[];
}

function Values({ view, predicate, terms }: ValuesProps): JSX.Element {
  const iris = terms.filter(({ termType }) => termType === 'NamedNode').map(({ value }) => value);
  const texts = textsOf(terms, view.language);
  if (iris.length > 0) return <Things view={view} iris={iris} />;
  return (
    <>
      {texts.map((text) => (
        <dd>
          <Literal view={view} text={inWords(view, predicate, text)} />
        </dd>
      ))}
    </>
  );
}

/** Properties whose values are a few codes in English, which the words of the site say in each language. */
const coded = [agenda.frameworkStatus, agenda.areaKind] as string[];

/** "true" as "yes", and a code as what it means; anything else as it is. */
function inWords({ words }: View, predicate: string, value: Text): Text {
  if (value.language !== '') return value;
  if (value.text === 'true' || value.text === 'false')
    return { ...value, text: words[value.text === 'true' ? 'yes' : 'no'] };
  const word = coded.includes(predicate) ? wordFor<string>(words.codes, value.text) : undefined;
  return word === undefined ? value : { ...value, text: word };
}

/** Texts in several languages are translations of each other, and the page needs one of them; others are all told. */
function textsOf(terms: readonly Quad_Object[], language: string): Text[] {
  const texts = terms.flatMap((term) =>
    term.termType === 'Literal' ? [{ text: term.value, language: term.language }] : [],
  );
  const tags = new Set(texts.map((text) => text.language));
  const chosen = [language, 'en'].find((tag) => tags.has(tag));
  const own = chosen === undefined ? texts : texts.filter((text) => text.language === chosen);
  return own.sort((a, b) => compareNaturally(a.text, b.text));
}

/** More links than this are a list of its own, which the pages of their kind are. */
const most = 40;

/** Links to things, in the order of their codes, as entries of a list of facts. */
export function Things({ view, iris }: { view: View; iris: readonly string[] }): JSX.Element {
  const sorted = [...iris].sort(view.graph.byCode);
  const beyond = sorted.length - most;
  return (
    <>
      {sorted.slice(0, most).map((iri) => (
        <dd>
          <ThingLink view={view} iri={iri} />
        </dd>
      ))}
      {beyond > 0 ? <dd class="more">{fill(view.words.more, { count: beyond })}</dd> : null}
    </>
  );
}
