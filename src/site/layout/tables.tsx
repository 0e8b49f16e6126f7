import type { ComponentChildren, JSX } from 'preact';
import { formatNumber } from '../languages.js';

interface SectionProps {
  id: string; // of its heading
  title: ComponentChildren;
  class?: string;
  children?: ComponentChildren;
}

/** A part of a page under its heading. */
export const Section = ({ id, title, class: name, children }: SectionProps): JSX.Element => (
  <section class={name} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

/** A line of a list of facts: what it is, and its values. */
export interface Fact {
  term: ComponentChildren;
  values: ComponentChildren[];
  more?: string | undefined; // what stands in place of further values
  marks?: { lang?: string; dir?: 'ltr' | 'rtl' }; // of the term and its values
}

/** Facts one below the other; those without a value are left out. */
export const FactList = ({ facts }: { facts: Fact[] }): JSX.Element => (
  <dl class="facts">
    {facts
      .filter(({ values }) => values.length > 0)
      .map(({ term, values, more, marks }) => (
        <div>
          <dt {...marks}>{term}</dt>
          {values.map((value) => (
            <dd {...marks}>{value}</dd>
          ))}
          {more && <dd class="more">{more}</dd>}
        </div>
      ))}
  </dl>
);

/** A table that may be wider than the window: it moves by itself, with the keyboard too, and the page stays where it is. */
export function WideTable({ labelledBy, children }: { labelledBy: string; children: ComponentChildren }): JSX.Element {
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
export const Table = (props: TableProps): JSX.Element => {
  const { labelledBy, class: name, columns, rows, rowIds = [], cellClasses = [] } = props;
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

interface CountTableProps {
  id: string;
  title: string;
  note?: string;
  columns: string[]; // the first names what the rows are
  rows: CountRow[];
}

/** What is counted, and how much there is of it. */
export type CountRow = [what: ComponentChildren, ...counts: number[]];

/** A table of counts under its heading; nothing where there is nothing to count. */
export function CountTable({ id, title, note, columns, rows }: CountTableProps): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <Section id={id} title={title}>
      {note && <p class="prose">{note}</p>}
      <Table
        class="counts"
        labelledBy={id}
        columns={columns}
        rows={rows.map(([what, ...counts]) => [what, ...counts.map((count) => formatNumber(String(count), ''))])}
      />
    </Section>
  );
}
