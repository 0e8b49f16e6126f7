import type { ComponentChildren } from 'preact';
import { directionOf } from '../../text/languages.js';
import { hueClass } from '../colours.js';
import type { Text } from '../graph-index.js';
import type { View } from '../view.js';
import { fill, formatNumber } from '../words.js';
import { marksOf, otherLanguage } from './marks.js';

/**
 * A text of the graph in a bdi, which isolates its direction. Text in another language has a `lang` attribute and a
 * visible mark, and so does an unofficial name: a sign that the footer explains, or a word in a heading.
 */
export function literal(view: View, { text, language, others, isUnofficial }: Text, isHeading = false) {
  if (others !== undefined)
    return (
      <span class="names">
        {[{ text, language }, ...others].map((one, at) => (
          <bdi lang={one.language || undefined} dir={directionOf(one.language)} hidden={at > 0}>
            {one.text}
          </bdi>
        ))}
      </span>
    );
  return (
    <>
      <bdi {...turned(language, view.words.language)}>{text}</bdi>
      {marksOf(view, language, isUnofficial, isHeading)}
    </>
  );
}

/** The `lang` and `dir` of a text, if they differ from the texts around it. */
export function turned(language: string, around: string): { lang?: string; dir?: 'ltr' | 'rtl' } {
  if (language === '') return {};
  const dir = directionOf(language);
  if (language !== around) return { lang: language, dir };
  return dir === 'rtl' ? { dir } : {};
}

/** A text for places without elements, such as titles: without characters that change the text direction. */
export const plainText = ({ text }: Text): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** A text for a tooltip, with the name of its language if that is not the language of the page. */
export function tooltip(view: View, text: Text): string {
  const other = otherLanguage(view, text.language);
  return other === undefined ? plainText(text) : `${plainText(text)} (${other})`;
}

/** A link to the page of a resource with code and name; without a page, a link out of the site. */
export function thingLink(view: View, iri: string) {
  const href = view.linkTo(iri);
  if (href === undefined) return outwardLink(view, iri);
  return (
    <a href={href}>
      {code(view, iri)}
      {literal(view, view.nameOf(iri))}
      {view.graph.isRetired(iri) && <span class="badge">{view.words.retired}</span>}
    </a>
  );
}

/** A link with only the name of a resource, for places where the code would repeat it. */
export function nameLink(view: View, iri: string) {
  const href = view.linkTo(iri);
  return href === undefined ? outwardLink(view, iri) : <a href={href}>{literal(view, view.nameOf(iri))}</a>;
}

/** A link out of the site, for web addresses only; plain text for other IRIs. */
export function outwardLink(view: View, iri: string) {
  const own = view.graph.label(iri, view.language) ?? view.site.vocabulary.label(iri, view.language);
  const shown = own ? literal(view, own) : <bdi dir="ltr">{iri}</bdi>;
  return /^https?:\/\//i.test(iri) ? <a href={iri}>{shown}</a> : shown;
}

/** A link to the page of a resource with any content; without a page, only the content. `title`: the tooltip. */
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

/** The codes of a resource as one mark: "16.2", or "1.5.1 · 11.5.1". */
export function code(view: View, iri: string) {
  const codes = view.graph.codes(iri);
  if (codes.length === 0) return null;
  return (
    <>
      <span class={`code${hueClass(view, iri)}`} dir="ltr">
        {codes.join(' · ')}
      </span>{' '}
    </>
  );
}

/** A heading with a count. */
export const counted = ({ words }: View, heading: ComponentChildren, count: number) => [
  heading,
  ' ',
  <span class="count">{formatNumber(count, words.language)}</span>,
];

/** Parts of one line, separated by dots. */
export const dotted = (pieces: ComponentChildren[]): ComponentChildren[] =>
  pieces.flatMap((piece, at) => (at > 0 ? [' · ', piece] : [piece]));

/** A note with the number of entries that a list does not show; nothing if the number is 0. */
export const more = ({ words }: View, count: number) =>
  count > 0 && <p class="more">{fill(words.andMore, { count }, words.language)}</p>;

/** The maximum number of neighbouring pages with links. */
const nearby = 5;

/** Links to the pages of a long list: the first, the last, and those near this one; nothing if there is one page. */
export function pageNumbers(view: View, page: number, pages: number, pathOf: (page: number) => string) {
  if (pages < 2) return null;
  const near = Array.from({ length: pages }, (_, at) => at + 1).filter(
    (one) => one === 1 || one === pages || Math.abs(one - page) <= nearby,
  );
  return (
    <nav class="pages" aria-label={fill(view.words.pageOf, { page, pages }, view.words.language)}>
      {list('', near, (one) => (
        <a href={view.pageLink(pathOf(one))} aria-current={one === page ? 'page' : undefined}>
          {formatNumber(one, view.words.language)}
        </a>
      ))}
    </nav>
  );
}

/** A list of links to the pages of resources; nothing if it is empty. */
export const thingList = (view: View, iris: readonly string[]) =>
  iris.length > 0 && list('list', iris, (iri) => thingLink(view, iri));

/** A list with a style class and one entry per item. */
export const list = <T,>(name: string, all: readonly T[], entryOf: (one: T, at: number) => ComponentChildren) => (
  <ul class={name}>
    {all.map((one, at) => (
      <li>{entryOf(one, at)}</li>
    ))}
  </ul>
);

/** A link with the code of a resource and its short name as the tooltip. */
export function codeLink(
  view: View,
  iri: string,
  shown: ComponentChildren = code(view, iri) ?? literal(view, view.shortNameOf(iri)),
) {
  const short = view.shortOf(iri);
  return pageAnchor(view, iri, shown, short && tooltip(view, short));
}

/** A link to a file of the release. */
export const fileLink = ({ link }: View, file: string, shown = file) => (
  <a href={link(`../${file}`)} dir={file.endsWith(shown) ? 'ltr' : undefined}>
    {shown}
  </a>
);

/** The maximum number of codes in one line, and the size of each in bytes. */
export const mostCodes = 100;
export const codeBytes = 100;

/** Links with the codes of resources in one line: "Indicators: 16.2.1 16.2.2". */
export function codeLinks(view: View, word: string, iris: readonly string[]) {
  if (iris.length === 0) return null;
  return (
    <p class="codes">
      {[word, view.words.colon]}
      {iris.slice(0, mostCodes).map((iri) => codeLink(view, iri, code(view, iri) ?? plainText(view.label(iri))))}
      {iris.length > mostCodes &&
        ` ${fill(view.words.andMore, { count: iris.length - mostCodes }, view.words.language)}`}
    </p>
  );
}

/** A part of a page with a heading; nothing if it has no content. */
export const section = (id: string, title: ComponentChildren, content: ComponentChildren, name?: string) =>
  content && (
    <section class={name} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {content}
    </section>
  );

/** A part of a section with its own heading. */
export const part = (heading: ComponentChildren, content: ComponentChildren, id?: string, name = 'part') => (
  <section class={name}>
    <h3 id={id}>{heading}</h3>
    {content}
  </section>
);

/** One row of a list of facts. */
export interface Fact {
  term: ComponentChildren;
  values: ComponentChildren[];
  more?: ComponentChildren; // replaces further values
  marks?: { lang?: string; dir?: 'ltr' | 'rtl' }; // of the term and its values
}

/** A fact with these values, without empty values. */
export const fact = (term: ComponentChildren, ...values: ComponentChildren[]): Fact => ({
  term,
  values: values.filter(Boolean),
});

/** A list of the facts that have values; nothing if it is empty. */
export function factList(facts: Fact[]) {
  const filled = facts.filter(({ values }) => values.length > 0);
  return (
    filled.length > 0 && (
      <dl class="facts">
        {filled.map(({ term, values, more, marks }) => (
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

/** A scrolling area for content that can be wider than the window. It can be scrolled with the keyboard too. */
export function WideTable({ labelledBy, children }: { labelledBy: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll (WCAG 2.1.1)
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
  cellClasses?: (string | undefined)[]; // of the cells after the row header
}

/** A row of a table: the header and the cells. */
export type Row = ComponentChildren[];

/** A wide table with one row of column headers. */
export const Table = ({ labelledBy, class: name, columns, rows, rowIds = [], cellClasses = [] }: TableProps) => (
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

/** The counted item and its counts. */
export type CountRow = [item: ComponentChildren, ...counts: number[]];

/** A section with a table of counts; nothing if it has no rows. The first column names the rows. */
export function countTable(
  view: View,
  id: string,
  title: string,
  columns: string[],
  counted: CountRow[],
  note?: string,
) {
  const text = (count: number): string => formatNumber(count, view.words.language);
  const rows = counted.map(([item, ...counts]): Row => [item, ...counts.map(text)]);
  const table = rows.length > 0 && <Table class="counts" labelledBy={id} columns={columns} rows={rows} />;
  return section(id, title, table && [note && <p class="prose">{note}</p>, table]);
}
