import type { Matrix as MatrixRole } from '../../roles/roles.js';
import { addTo } from '../../text/order.js';
import type { GraphIndex } from '../graph-index.js';
import { plainText } from '../layout/components.js';
import { follow, step } from '../steps.js';
import { kindOf, perSite, type Site, type View } from '../view.js';
import { localName } from '../vocabulary.js';
import { fill } from '../words.js';

/** The connections between the things of two kinds: a role:Matrix of the project. */
export type Matrix = ReturnType<typeof connections>;

/** The matrices of the project that have connections. */
export const matricesOf = perSite((site): Matrix[] =>
  site.roles.matrices.map((role, i) => connections(site, role, i)).filter(({ most }) => most > 0),
);

/** If there are more rows or columns, those without connections are omitted. */
const mostEmpty = 40;

/** The things that connect each row with each column: the things after the first step of the path. */
function connections(site: Site, role: MatrixRole, index: number) {
  const { graph } = site;
  const [first = '', ...rest] = role.path;
  const [rows, columns] = [graph.ofType(role.rows), graph.ofType(role.columns)];
  const isColumn = new Set(columns);
  const cells = new Map<string, string[]>();
  const used = new Set<string>();
  for (const row of rows)
    for (const item of step(site, row, first))
      for (const column of follow(site, item, rest).filter((one) => isColumn.has(one))) {
        addTo(cells, `${row} ${column}`, item);
        used.add(row).add(column);
      }
  const shown = (all: string[]): string[] => (all.length > mostEmpty ? all.filter((one) => used.has(one)) : all);
  return {
    role,
    suffix: index === 0 ? '' : `-${index + 1}`, // of the ids of the matrices
    rows: shown(rows),
    columns: shown(columns),
    items: (row: string, column: string): readonly string[] => cells.get(`${row} ${column}`) ?? [],
    most: Math.max(0, ...[...cells.values()].map(({ length }) => length)), // items in one cell
  };
}

/** A text about a matrix: from the project, or the neutral text with the kinds of rows and columns. */
export function matrixText(view: View, { iri, rows, columns }: MatrixRole, key: string, neutral: string): string {
  const kinds = { rows: view.plural(rows).text, columns: view.plural(columns).text };
  return fill(view.ownText(key, iri) ?? neutral, kinds);
}

/** The anchor for the part of a page about a thing: "topic-16". */
export function groupAnchor(graph: GraphIndex, thing: string): string {
  const code = graph.codes(thing)[0] ?? localName(thing);
  return `${localName(kindOf(graph, thing) ?? '').toLowerCase()}-${code.replace(/[^A-Za-z0-9.-]/g, '')}`;
}

/** The first code of a resource, or its name if it has no code. */
export const codeOf = (view: View, iri: string): string => view.graph.codes(iri)[0] ?? plainText(view.label(iri));
