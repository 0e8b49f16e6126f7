import type { ComponentChildren } from 'preact';
import { directionOf } from '../../text/languages.js';
import type { Text } from '../graph-index.js';
import type { View } from '../view.js';
import { names } from '../vocabulary.js';
import { fill, formatNumber } from '../words.js';

/**
 * A text of the graph, in a bdi, which whatever turns inside cannot leave. Where its language is not that of the page it
 * says so to readers of screens, and where it is English that stands in for a missing translation, to everybody.
 */
export function literal(view: View, { text, language }: Text) {
  const isMarked = language === 'en' && view.language !== 'en';
  return (
    <>
      <bdi {...turned(language, view.language)}>{text}</bdi>
      {isMarked && <span class="badge">{view.words.inEnglish}</span>}
    </>
  );
}

/** A text of the program or its rules, which are written in English alone: pages that hold many say so once, on top. */
export const englishText = (view: View, text: string) => (
  <bdi {...turned('en', view.language)}>{text.replace(/\s+/g, ' ')}</bdi>
);

/** The `lang` and `dir` of a text, as far as the page does not say them already. */
export function turned(language: string, pageLanguage: string): { lang?: string; dir?: 'ltr' | 'rtl' } {
  if (language === '') return {};
  const dir = directionOf(language);
  if (language !== pageLanguage) return { lang: language, dir };
  return dir === 'rtl' ? { dir } : {};
}

/** A text where no element can stand, as in a title: characters that turn the direction of writing are left out. */
export const plainText = ({ text }: Text): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** A thing by code and name, with a link to its page; an address that has none leads out of the site. */
export function thingLink(view: View, iri: string) {
  const href = view.linkTo(iri);
  if (href === undefined) return outwardLink(view, iri);
  return (
    <a href={href}>
      {code(view, iri)}
      {literal(view, view.label(iri))}
      {view.graph.isRetired(iri) && <span class="badge">{view.words.retired}</span>}
    </a>
  );
}

/** A thing by its name alone, for where the code says the same. */
export function nameLink(view: View, iri: string) {
  const href = view.linkTo(iri);
  return href === undefined ? outwardLink(view, iri) : <a href={href}>{literal(view, view.label(iri))}</a>;
}

/** A link out of the site, as far as it leads to the web: nothing else can be an address to go to. */
export function outwardLink(view: View, iri: string) {
  const own = view.graph.label(iri, view.language) ?? view.site.vocabulary.label(iri, view.language);
  const shown = own ? literal(view, own) : <bdi dir="ltr">{iri}</bdi>;
  return /^https?:\/\//i.test(iri) ? <a href={iri}>{shown}</a> : shown;
}

/** A link to the page of a thing with words of one's own on it; without a page, the words alone. A pointer shows the title. */
export function pageAnchor(view: View, iri: string, shown: ComponentChildren, title?: string) {
  const href = view.linkTo(iri);
  if (href === undefined) return <span>{shown}</span>;
  return (
    <a href={href} title={title}>
      {shown}
    </a>
  );
}

/** A link to a page in the same language. */
export const toPage = (view: View, path: string, shown: ComponentChildren) => <a href={view.pageLink(path)}>{shown}</a>;

/** The codes that a thing is known by, as one mark: "16.2", or "1.5.1 11.5.1" where it has several places. */
export function code(view: View, iri: string) {
  const codes = view.graph.codes(iri);
  if (codes.length === 0) return null;
  return (
    <>
      <span class={`code${goalClass(iri, codes)}`} dir="ltr">
        {codes.join(' · ')}
      </span>{' '}
    </>
  );
}

/** The goal that a thing of the 2030 Agenda stands under gives its code a colour: 16.2.2 that of goal 16. */
export function goalClass(iri: string, codes: readonly string[]): string {
  const goal = iri.startsWith(sdg) ? /^\d{1,2}(?=\.|$)/.exec(codes[0] ?? '')?.[0] : undefined;
  return goal === undefined ? '' : ` goal-${goal}`;
}

const sdg = 'http://metadata.un.org/sdg/';

/** A heading with how many there are below it. */
export const counted = (heading: ComponentChildren, count: number | string) => [
  heading,
  ' ',
  <span class="count">{count}</span>,
];

/** Pieces of one line, with dots between them. */
export const dotted = (pieces: ComponentChildren[]): ComponentChildren[] =>
  pieces.flatMap((piece, at) => (at > 0 ? [' · ', piece] : [piece]));

/** How many more there are than a list shows, if any. */
export const more = ({ words }: View, count: number) => count > 0 && <p class="more">{fill(words.more, { count })}</p>;

/** Things one below the other, each with a link to its page; nothing where there are none. */
export const thingList = (view: View, iris: readonly string[]) =>
  iris.length > 0 && list('list', iris, (iri) => thingLink(view, iri));

/** A list of a class of its own, an entry for each. */
export const list = <T,>(name: string, all: readonly T[], entryOf: (one: T, at: number) => ComponentChildren) => (
  <ul class={name}>
    {all.map((one, at) => (
      <li>{entryOf(one, at)}</li>
    ))}
  </ul>
);

/** A thing by its code, whose short name a pointer shows. */
export function codeLink(view: View, iri: string, shown: ComponentChildren = code(view, iri)) {
  const other = view.graph.text(iri, names.altLabel, view.language);
  return pageAnchor(view, iri, shown, other && plainText(other));
}

/** A file of the release. */
export const fileLink = ({ link }: View, file: string, shown = file) => (
  <a href={link(`../${file}`)} dir="ltr">
    {shown}
  </a>
);

/** Things by their codes in one line: "Indicators: 16.2.1 16.2.2". */
export function codeLinks(view: View, word: string, iris: readonly string[]) {
  if (iris.length === 0) return null;
  return (
    <p class="codes">
      {word}: {iris.map((iri) => codeLink(view, iri, code(view, iri) ?? plainText(view.label(iri))))}
    </p>
  );
}

/** A part of a page under its heading, which has the id; nothing where it has no content. */
export const section = (id: string, title: ComponentChildren, content: ComponentChildren, name?: string) =>
  content && (
    <section class={name} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {content}
    </section>
  );

/** A part of a section under a heading of its own. */
export const part = (heading: ComponentChildren, content: ComponentChildren, id?: string, name = 'part') => (
  <section class={name}>
    <h3 id={id}>{heading}</h3>
    {content}
  </section>
);

/** A line of a list of facts: what it is, and its values. */
export interface Fact {
  term: ComponentChildren;
  values: ComponentChildren[];
  more?: string | undefined; // what stands in place of further values
  marks?: { lang?: string; dir?: 'ltr' | 'rtl' }; // of the term and its values
}

/** A fact with these values, without those that say nothing. */
export const fact = (term: ComponentChildren, ...values: ComponentChildren[]): Fact => ({
  term,
  values: values.filter(Boolean),
});

/** Facts one below the other; those without a value are left out, and the whole list where none has one. */
export function factList(facts: Fact[]) {
  const told = facts.filter(({ values }) => values.length > 0);
  return (
    told.length > 0 && (
      <dl class="facts">
        {told.map(({ term, values, more, marks }) => (
          <div>
            <dt {...marks}>{term}</dt>
            {values.map((value) => (
              <dd {...marks}>{value}</dd>
            ))}
            {more && <dd class="more">{more}</dd>}
          </div>
        ))}
      </dl>
    )
  );
}

/** A table that may be wider than the window: it moves by itself, with the keyboard too, and the page stays where it is. */
export function WideTable({ labelledBy, children }: { labelledBy: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must reach what is hidden to the side (WCAG 2.1.1)
    <div class="scroll" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </div>
  );
}

interface TableProps {
  labelledBy: string; // the id of its heading or caption
  class?: string | undefined;
  columns: ComponentChildren[];
  rows: Row[];
  rowIds?: (string | undefined)[];
  cellClasses?: (string | undefined)[]; // of the cells behind the header of a row
}

/** A row of a table: its header, and behind it its cells. */
export type Row = ComponentChildren[];

/** A wide table with one row of column headers. */
export const Table = ({ labelledBy, class: name, columns, rows, rowIds = [], cellClasses = [] }: TableProps) => {
  return (
    <WideTable labelledBy={labelledBy}>
      <table class={name} aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells], row) => (
            <tr id={rowIds[row]}>
              <th scope="row">{head}</th>
              {cells.map((cell, at) => (
                <td class={cellClasses[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
};

/** What is counted, and how much there is of it. */
export type CountRow = [what: ComponentChildren, ...counts: number[]];

/** A table of counts under its heading; nothing where there is nothing to count. The first column names what the rows are. */
export const countTable = (id: string, title: string, columns: string[], rows: CountRow[], note?: string) =>
  section(
    id,
    title,
    rows.length > 0 && [
      note && <p class="prose">{note}</p>,
      <Table
        class="counts"
        labelledBy={id}
        columns={columns}
        rows={rows.map(([what, ...counts]) => [what, ...counts.map((count) => formatNumber(count))])}
      />,
    ],
  );
