import type { ComponentChildren, JSX } from 'preact';
import { kindOf } from '../kinds.js';
import { Breadcrumbs, stepsTo } from '../layout/breadcrumbs.js';
import { Document } from '../layout/document.js';
import { Facts } from '../layout/facts.js';
import { Literal, plainText } from '../layout/links.js';
import { definedTerm } from '../layout/schema-org.js';
import { Siblings, siblingsOf } from '../layout/siblings.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { AsData } from './as-data.js';
import { Heading } from './heading.js';
import { OtherLanguages } from './other-languages.js';

/** What a thing is said to be, in sentences. */
const prose = [names.definition, names.description, names.scopeNote, names.comment];

interface ThingFrameProps {
  view: View;
  summary?: string; // what the page tells, in a sentence: for search engines, where the thing has no description
  leaveOut?: readonly string[]; // properties that the page itself tells of
  children?: ComponentChildren; // before the facts
  after?: ComponentChildren; // behind them
}

/** Search engines show no more of a description. */
const longest = 150;

/** "Target 16.2. Connected objectives: 7, 10. End abuse …" */
function inShort(view: View, summary: string): string {
  const { graph, thing } = view;
  const kind = kindOf(graph, thing);
  const codes = graph.codes(thing).join(', ');
  const what = [kind === undefined ? '' : plainText(view.term(kind)), codes].filter(Boolean).join(' ');
  const whole = [what === '' ? '' : `${what}.`, summary, plainText(view.label(thing))].filter(Boolean).join(' ');
  const start = [...whole].slice(0, longest).join('');
  return start === whole ? whole : `${start.trimEnd()}…`;
}

/** What the pages about things share: name and description first, then what is special to a kind, then the rest. */
export function ThingFrame({ view, summary = '', leaveOut = [], children, after }: ThingFrameProps): JSX.Element {
  const { graph, thing, language } = view;
  const { previous, next } = siblingsOf(view);
  const texts = prose.flatMap((predicate) => graph.text(thing, predicate, language) ?? []);
  return (
    <Document
      view={view}
      title={[graph.codes(thing)[0], plainText(view.label(thing))].filter(Boolean).join(' ')}
      description={texts[0] ? plainText(texts[0]) : inShort(view, summary)}
      data={view.path}
      schema={definedTerm(view, thing)}
      previous={previous === undefined ? undefined : view.linkTo(previous)}
      next={next === undefined ? undefined : view.linkTo(next)}
    >
      <Breadcrumbs view={view} steps={stepsTo(view, thing)} />
      <Heading view={view} />
      {texts.map((text) => (
        <p class="prose">
          <Literal view={view} text={text} />
        </p>
      ))}
      {children}
      <Facts view={view} leaveOut={[...prose, ...leaveOut]} />
      {after}
      <OtherLanguages view={view} />
      <AsData view={view} />
      <Siblings view={view} />
    </Document>
  );
}
