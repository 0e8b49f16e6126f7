import type { Neighbourhood } from '../../roles/roles.js';
import { claimsAbout, isConnection } from '../connected.js';
import { countedText } from '../counted-text.js';
import { fill } from '../fill.js';
import { code, codeLink, dotted, list, literal, plainText, thingLink, WideTable } from '../layout/components.js';
import { follow, step } from '../steps.js';
import type { View } from '../view.js';
import { names } from '../vocabulary.js';

/** If the kind has more things, the picture only shows things that share something. */
const mostColumns = 30;

/** The closest things that the list below the picture shows. */
const mostClose = 9;

/** The rows and columns of a picture of what is around a thing. */
export interface Around {
  role: Neighbourhood;
  rows: readonly string[]; // things at the end of the path
  columns: readonly string[];
  close: readonly { thing: string; shared: readonly string[] }[]; // the most shared rows first, without the thing itself
}

/** The things around a thing; undefined if the project declares no picture, or if there are no rows or columns. */
export function aroundOf({ site, thing }: Pick<View, 'site' | 'thing'>): Around | undefined {
  const { graph, roles } = site;
  const role = graph.values(thing, names.type).flatMap((type) => roles.neighbourhoods.get(type) ?? [])[0];
  if (role === undefined) return undefined;
  const rows = follow(site, thing, role.path);
  const shared = new Map<string, string[]>();
  for (const row of rows)
    for (const end of new Set(role.next.flatMap((property) => step(site, row, property))))
      if (end !== thing && !rows.includes(end)) shared.set(end, [...(shared.get(end) ?? []), row]);
  const kind = graph.ofType(role.of);
  const alike = [...shared.keys()].filter((one) => kind.includes(one));
  const ends = (alike.length > 0 ? alike : [...shared.keys()]).sort(graph.byCode);
  if (ends.length === 0) return undefined;
  const close = ends
    .map((one) => ({ thing: one, shared: shared.get(one) ?? [] }))
    .sort((a, b) => b.shared.length - a.shared.length);
  const columns = alike.length === 0 ? ends : kind.length <= mostColumns ? kind : [thing, ...ends].sort(graph.byCode);
  return { role, rows, columns, close };
}

/** A table of dots: a row for each thing at the end of the path, a column for each thing that shares some of them. */
export function dots(view: View) {
  const around = aroundOf(view);
  if (around === undefined) return null;
  const { role, rows, columns } = around;
  const words = view.words.charts;
  const text = (key: 'neighbourhood' | 'neighbourhoodNote'): string =>
    view.ownText(`charts.${key}`, role.iri) ?? words[key];
  const own = (column: string): string | undefined => (column === view.thing ? 'own' : undefined);
  return (
    <>
      {sentence(view, around)}
      <figure class="dots-figure">
        <WideTable labelledBy="dots-caption">
          <table class="dots" aria-labelledby="dots-caption">
            <thead>
              <tr>
                <td></td>
                {columns.map((column) => (
                  <th scope="col" class={own(column)}>
                    {column === view.thing ? shortCode(view, column) : codeLink(view, column, shortCode(view, column))}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  <th scope="row">{thingLink(view, row)}</th>
                  {columns.map((column) => (
                    <td class={own(column)}>{dot(view, row, column, role)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
        <figcaption>
          <span class="unseen" id="dots-caption">
            {text('neighbourhood')}
          </span>{' '}
          {text('neighbourhoodNote')}
        </figcaption>
      </figure>
      {closest(view, around)}
    </>
  );
}

const shortCode = (view: View, thing: string) => (
  <bdi dir="ltr">{view.graph.codes(thing)[0] ?? plainText(view.shortLabel(thing))}</bdi>
);

/** A filled dot for a connection, a dashed one for a proposal. */
function dot(view: View, row: string, column: string, { next }: Neighbourhood) {
  const { site, words } = view;
  const isOwn = column === view.thing;
  const isThere = isOwn || next.some((property) => step(site, row, property).includes(column));
  if (!isThere) return null;
  const claims = claimsAbout(site, row).filter((one) => isConnection(one) && [one.from, one.to].includes(column));
  const isProposed = claims.length > 0 && claims.every(({ strength }) => strength === 'proposed');
  return (
    <span class={isProposed ? 'dot proposed' : 'dot'}>
      <span class="unseen">{isProposed ? words.charts.proposedDot : words.charts.dot}</span>
    </span>
  );
}

/** The closest thing in words, and the row that nearly all columns have. */
function sentence(view: View, { role, rows, columns, close }: Around) {
  const [first] = close;
  if (first === undefined || first.shared.length < 2 || !columns.includes(view.thing)) return null;
  const { graph, words, site } = view;
  const text = (key: 'closest' | 'common'): string => view.ownText(`charts.${key}`, role.iri) ?? words.charts[key];
  const named = (thing: string): string =>
    [graph.codes(thing)[0], plainText(view.shortNameOf(thing))].filter(Boolean).join(' ');
  const about = (key: 'closest' | 'common', name: string, count: number, all: number): string =>
    fill(countedText(text(key), { count, all }, words.language), { name });
  const others = columns.length - 1;
  const counts = rows.map((row) => ({
    row,
    count: columns.filter((one) => one !== view.thing && role.next.some((way) => step(site, row, way).includes(one)))
      .length,
  }));
  const common = counts.filter(({ count }) => count > others * 0.75).sort((a, b) => b.count - a.count)[0];
  return (
    <p class="prose">
      {about('closest', named(first.thing), first.shared.length, rows.length)}
      {common && ` ${about('common', graph.codes(common.row)[0] ?? named(common.row), common.count, others)}`}
    </p>
  );
}

/** The closest things with what they share. */
function closest(view: View, { close }: Around) {
  const most = close.filter(({ shared }) => shared.length > 1);
  const shown = (most.length > 0 ? most : close).slice(0, mostClose);
  return list('close', shown, ({ thing, shared }) => [
    <span>
      {code(view, thing)}
      {nameShort(view, thing)}
    </span>,
    <span class="shared">{dotted(shared.map((row) => codeLink(view, row, shortCode(view, row))))}</span>,
  ]);
}

const nameShort = (view: View, thing: string) => codeLink(view, thing, literal(view, view.shortNameOf(thing)));
