import type { ComponentChildren } from 'preact';
import { counted, dotted, literal, pageNumbers, plainText, thingLink, toPage } from '../layout/components.js';
import { wholePage } from '../layout/document.js';
import { numberedPath } from '../long-lists.js';
import { placeIn, type Tree, type TreePage } from '../tree.js';
import type { View } from '../view.js';
import { fill, formatNumber } from '../words.js';

/** A page of the hierarchy of a scheme. Readers can open and close its parts without scripts. */
export function treePage(view: View, tree: Tree, { thing, entries, page, pages }: TreePage) {
  const { words } = view;
  const name = view.label(thing ?? tree.scheme);
  const title = `${words.tree}${words.colon}${plainText(name)}`;
  const numbers = pages > 1 ? ` (${fill(words.pageOf, { page, pages }, words.language)})` : '';
  const own = thing === undefined ? tree.path : (tree.pages.find((one) => one.thing === thing)?.path ?? tree.path);
  return wholePage(view, { title: `${title}${numbers}`, description: title, steps: stepsTo(view, tree, thing) }, [
    <h1>
      {counted(
        view,
        [words.tree, words.colon, literal(view, name)],
        thing === undefined ? tree.first.size : tree.countOf(thing),
      )}
    </h1>,
    <p class="onward">{thingLink(view, thing ?? tree.scheme)}</p>,
    pageNumbers(view, page, pages, (one) => numberedPath(own, one)),
    entriesOf(view, tree, thing, entries, entries.length <= mostOpen),
    pageNumbers(view, page, pages, (one) => numberedPath(own, one)),
  ]);
}

/** The maximum number of entries at the top that are open. */
const mostOpen = 20;

/** The scheme, its hierarchy, and what is above the thing. */
function stepsTo(view: View, tree: Tree, thing: string | undefined) {
  const above: string[] = [];
  for (let one = thing && tree.first.get(thing); one !== undefined; one = tree.first.get(one)) above.unshift(one);
  return [
    { href: view.linkTo(tree.scheme) ?? '', shown: literal(view, view.label(tree.scheme)) },
    ...(thing === undefined ? [] : [{ href: view.pageLink(tree.path), shown: view.words.tree }]),
    ...above.map((one) => ({ href: placeIn(view, tree, one), shown: literal(view, view.nameOf(one)) })),
  ];
}

function entriesOf(
  view: View,
  tree: Tree,
  parent: string | undefined,
  entries: readonly string[],
  isOpen: boolean,
): ComponentChildren {
  const isWhole = tree.pages.filter((one) => one.thing === parent).length < 2;
  return (
    <ul class="tree">
      {(isWhole ? view.graph.sortedIn(entries, view.language) : entries).map((one) => {
        const isFirst = tree.first.get(one) === parent;
        return (
          <li id={isFirst ? view.graph.pathOf(one) : undefined}>{entryOf(view, tree, parent, one, isFirst, isOpen)}</li>
        );
      })}
    </ul>
  );
}

function entryOf(
  view: View,
  tree: Tree,
  parent: string | undefined,
  thing: string,
  isFirst: boolean,
  isOpen: boolean,
): ComponentChildren {
  const children = tree.children.get(thing) ?? [];
  const shown = [thingLink(view, thing), alsoUnder(view, tree, parent, thing)];
  if (children.length === 0) return shown;
  const number = tree.countOf(thing);
  if (!isFirst)
    return [
      shown,
      besides(
        <a href={placeIn(view, tree, thing)}>{fill(view.words.allChildren, { count: number }, view.words.language)}</a>,
      ),
    ];
  if (tree.hasOwnPage(thing)) {
    const own = tree.pages.find((one) => one.thing === thing)?.path ?? tree.path;
    return [shown, besides(toPage(view, own, fill(view.words.allChildren, { count: number }, view.words.language)))];
  }
  // Links in a summary would not be accessible. The style sheet places the summary before the link.
  return [
    counted(view, shown, number),
    <details open={isOpen}>
      <summary>
        <span class="unseen">{`${plainText(view.label(thing))}${view.words.colon}${formatNumber(number, view.words.language)}`}</span>
      </summary>
      {entriesOf(view, tree, thing, children, false)}
    </details>,
  ];
}

/** The other parents of a thing, with links to their places. */
function alsoUnder(view: View, tree: Tree, parent: string | undefined, thing: string): ComponentChildren {
  const others = (tree.parents.get(thing) ?? []).filter((one) => one !== parent);
  if (others.length === 0) return null;
  const links = view.graph
    .sortedIn(others, view.language)
    .map((one) => <a href={placeIn(view, tree, one)}>{literal(view, view.nameOf(one))}</a>);
  return besides([view.words.alsoUnder, view.words.colon, dotted(links)]);
}

const besides = (shown: ComponentChildren) => <span class="besides"> · {shown}</span>;
