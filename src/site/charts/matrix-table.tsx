import { scaleLog } from 'd3-scale';
import { hueClass } from '../colours.js';
import { claimsAbout, isConnection, otherEnd, proposedOn } from '../connected.js';
import { literal, pageAnchor, tooltip } from '../layout/components.js';
import type { View } from '../view.js';
import { codeOf, groupAnchor, type Matrix, matrixText } from './matrix.js';

/** The script that shades the row and the column under the pointer. Pages with a matrix name it in their head. */
export const matrixScript = 'assets/matrix.js';

/** A matrix with more columns needs the whole width of the page. */
const mostNarrow = 20;

export const isNarrow = ({ columns }: Matrix): boolean => columns.length <= mostNarrow;

/**
 * The number of connections by row and column. A darker cell has more; a dashed cell has only proposals. Narrow windows
 * show it as a list of the rows, with a small column for each cell.
 */
export function matrixTable(view: View, matrix: Matrix) {
  const { words } = view;
  const { role, rows, columns, suffix } = matrix;
  const id = `matrix${suffix}`;
  return (
    <div class="matrix">
      <div class="matrix-head">
        <h2 id={id}>{matrixText(view, role, 'heading', words.crossings)}</h2>
        <p class="note">{matrixText(view, role, 'charts.matrixNote', words.charts.matrixNote)}</p>
      </div>
      <div class="matrix-place">
        <table aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{literal(view, view.term(role.rows))}</th>
              {columns.map((column) => (
                <th scope="col">{columnHead(view, column)}</th>
              ))}
              <th scope="col" class="total">
                {words.charts.total}
              </th>
            </tr>
          </thead>
          <tbody>{rows.map((row) => matrixRow(view, matrix, row))}</tbody>
        </table>
      </div>
    </div>
  );
}

/** The upright name of a column above its code and its colour. */
function columnHead(view: View, column: string) {
  const [code] = view.graph.codes(column);
  return pageAnchor(
    view,
    column,
    [
      <span class="upright">{literal(view, view.shortLabel(column))}</span>,
      ' ',
      code !== undefined && <span class={`column-code${hueClass(view, column)}`}>{code}</span>,
    ],
    tooltip(view, view.label(column)),
  );
}

function matrixRow(view: View, matrix: Matrix, row: string) {
  const { role, columns, items, most } = matrix;
  const levelOf = scaleLog([1, most + 1], [1, 6]); // most cells are small: 1 and 2 differ
  const proposed = new Set(proposedOn(view.site, row, { property: role.path[0] ?? '', isInverse: false }));
  const counts = columns.map((column) => items(row, column).length);
  const [code] = view.graph.codes(row);
  return (
    <tr>
      <th scope="row">
        {pageAnchor(
          view,
          row,
          [code !== undefined && <span class="row-code">{code}</span>, ' ', literal(view, view.shortNameOf(row))],
          tooltip(view, view.label(row)),
        )}
      </th>
      {columns.map((column, at) => {
        const own = items(row, column);
        if (own.length === 0) return <td></td>;
        const isProposed = own.every((one) => proposed.has(one));
        const level = `level-${Math.floor(levelOf(own.length))}${isProposed ? ' proposed' : ''}`;
        return (
          <td class={`${level}${hueClass(view, column)}`}>{cellLink(view, matrix, row, column, counts[at] ?? 0)}</td>
        );
      })}
      <td class="total">{counts.reduce((all, one) => all + one, 0)}</td>
    </tr>
  );
}

/** A link to the items of a cell. Its tooltip names them, and the statuses and sources of their connections. */
function cellLink(view: View, { role, items }: Matrix, row: string, column: string, count: number) {
  const page = view.linkTo(row);
  const codes = items(row, column).map((item) => codeOf(view, item));
  const claims = claimsAbout(view.site, row).filter(
    (claim) => isConnection(claim) && items(row, column).includes(otherEnd(claim, row)),
  );
  const supports = new Set(
    claims.map(({ status, source }) =>
      [status, source].flatMap((one) => (one === undefined ? [] : tooltip(view, view.shortLabel(one)))).join(' – '),
    ),
  );
  const title = [codes.join(', '), ...supports].join('\n');
  if (page === undefined) return <span title={title}>{count}</span>;
  const isGrouped = view.site.roles.sections
    .get(role.rows)
    ?.some(({ groupBy }) => role.path.length > 1 && groupBy === role.path.at(-1));
  return (
    <a href={isGrouped ? `${page}#${groupAnchor(view.graph, column)}` : page} title={title}>
      {count}
    </a>
  );
}
