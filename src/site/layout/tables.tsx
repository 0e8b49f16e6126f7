import type { ComponentChildren, JSX } from 'preact';
import { formatNumber } from '../languages.js';

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
  children: ComponentChildren; // its rows
}

/** A table with one row of column headers. */
export const Table = ({ labelledBy, class: name, columns, children }: TableProps): JSX.Element => (
  <table class={name} aria-labelledby={labelledBy}>
    <thead>
      <tr>
        {columns.map((column) => (
          <th scope="col">{column}</th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
);

interface CountTableProps {
  id: string;
  title: string;
  note?: string;
  columns: string[]; // the first names what the rows are
  rows: { name: JSX.Element | string; counts: number[] }[];
}

/** A table of counts under its heading; nothing where there is nothing to count. */
export function CountTable({ id, title, note, columns, rows }: CountTableProps): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note === undefined ? null : <p class="prose">{note}</p>}
      <WideTable labelledBy={id}>
        <Table class="counts" labelledBy={id} columns={columns}>
          {rows.map(({ name, counts }) => (
            <tr>
              <th scope="row">{name}</th>
              {counts.map((count) => (
                <td>{formatNumber(String(count), '')}</td>
              ))}
            </tr>
          ))}
        </Table>
      </WideTable>
    </section>
  );
}
