import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { formatNumber } from '../languages.js';
import { Code, Literal, NameLink, otherName, ThingLink } from '../layout/links.js';
import type { View } from '../view.js';
import { type Matrix, type Neighbours, sum } from './data.js';
import type { Line } from './figures.js';

interface TableProps {
  view: View;
  label: string; // the id of what tells its name
}

interface MatrixTableProps extends TableProps {
  matrix: Matrix;
  cellLink(row: string, column: string): string | undefined;
}

/** The numbers of the heat map, with the same links. */
export function MatrixTable({ view, label, matrix, cellLink }: MatrixTableProps): JSX.Element {
  const { rows, columns, targets } = matrix;
  return (
    <table class="numbers" aria-labelledby={label}>
      <thead>
        <tr>
          <th scope="col">
            <Literal view={view} text={view.term(agenda.objective)} />
          </th>
          {columns.map((column) => (
            <th scope="col">
              <CodeLink view={view} iri={column} />
            </th>
          ))}
          <th scope="col">{view.words.charts.total}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <ThingLink view={view} iri={row} />
            </th>
            {columns.map((column) => (
              <td>
                <CellLink href={cellLink(row, column)} count={targets(row, column).length} />
              </td>
            ))}
            <td>{sum(columns.map((column) => targets(row, column).length))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CellLink({ href, count }: { href: string | undefined; count: number }): JSX.Element | null {
  if (count === 0) return null;
  return href === undefined ? <span>{count}</span> : <a href={href}>{count}</a>;
}

/** Each objective with the codes of its targets, goal by goal: what the flow shows. */
export function FlowTable({ view, label, matrix }: TableProps & { matrix: Matrix }): JSX.Element {
  const { rows, columns, targets } = matrix;
  return (
    <table aria-labelledby={label}>
      <thead>
        <tr>
          <th scope="col">
            <Literal view={view} text={view.term(agenda.objective)} />
          </th>
          <th scope="col">
            <Literal view={view} text={view.plural(agenda.goal)} />
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <ThingLink view={view} iri={row} />
            </th>
            <td>
              <ul class="shares">
                {columns
                  .filter((column) => targets(row, column).length > 0)
                  .map((column) => (
                    <li>
                      <CodeLink view={view} iri={column} />: {targets(row, column).length}
                    </li>
                  ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each target with its indicators and with the objectives that share it. */
export function NeighbourTable({ view, label, neighbours }: TableProps & { neighbours: Neighbours }): JSX.Element {
  const { targets, indicators, others, edges } = neighbours;
  const joined = (target: string, among: string[]): string[] =>
    edges.filter(([from, to]) => from === target && among.includes(to)).map(([, to]) => to);
  return (
    <table aria-labelledby={label}>
      <thead>
        <tr>
          <th scope="col">
            <Literal view={view} text={view.term(agenda.target)} />
          </th>
          <th scope="col">
            <Literal view={view} text={view.plural(agenda.indicator)} />
          </th>
          <th scope="col">{view.words.charts.sharing}</th>
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => (
          <tr>
            <th scope="row">
              <ThingLink view={view} iri={target} />
            </th>
            {[indicators, others].map((among) => (
              <td>
                <ul class="shares">
                  {joined(target, among).map((iri) => (
                    <li>
                      <CodeLink view={view} iri={iri} />
                    </li>
                  ))}
                </ul>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Figures, a line an area and a column a year. */
export function FiguresTable({
  view,
  label,
  lines,
  years,
}: TableProps & { lines: Line[]; years: number[] }): JSX.Element {
  return (
    <table class="numbers" aria-labelledby={label}>
      <thead>
        <tr>
          <th scope="col">
            <Literal view={view} text={view.term(agenda.area)} />
          </th>
          {years.map((year) => (
            <th scope="col">{year}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ area, values }) => (
          <tr>
            <th scope="row">
              <NameLink view={view} iri={area} />
            </th>
            {years.map((year) => (
              <td>{formatNumber(values.get(year) ?? '', view.words.decimal)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A thing by its code, whose short name a pointer shows. */
function CodeLink({ view, iri }: { view: View; iri: string }): JSX.Element {
  const href = view.linkTo(iri);
  const code = <Code view={view} iri={iri} />;
  if (href === undefined) return code;
  return (
    <a href={href} title={otherName(view, iri)}>
      {code}
    </a>
  );
}
