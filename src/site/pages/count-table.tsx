import type { JSX } from 'preact';
import { formatNumber } from '../charts/figures.js';
import { WideTable } from '../layout/wide-table.js';

export interface CountTableProps {
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
        <table class="counts" aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, counts }) => (
              <tr>
                <th scope="row">{name}</th>
                {counts.map((count) => (
                  <td>{formatNumber(String(count), '')}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  );
}
