import type { JSX } from 'preact';
import { kindOf } from '../kinds.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { Literal } from './links.js';

/** A step of the way: where it leads, and what stands on it. */
export interface Step {
  href: string;
  shown: JSX.Element | string;
}

/** The way from the start page down to this one, whose own name is the heading below. */
export function Breadcrumbs({ view, steps }: { view: View; steps: Step[] }): JSX.Element {
  const { words } = view;
  return (
    <nav class="trail" aria-label={words.trail}>
      <ol>
        {[{ href: view.pageLink('index'), shown: words.home }, ...steps].map(({ href, shown }) => (
          <li>
            <a href={href}>{shown}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The way to a thing: what it belongs to, from the top down, and before that the list of the topmost. */
export function stepsTo(view: View, thing: string): Step[] {
  const above: string[] = [];
  for (let one = broaderOf(view, thing); one && !above.includes(one) && one !== thing; one = broaderOf(view, one))
    above.unshift(one);
  const kind = view.site.kinds.find(({ type }) => type === kindOf(view.graph, above[0] ?? thing));
  return [
    ...(kind ? [{ href: view.pageLink(kind.path), shown: <Literal view={view} text={view.plural(kind.type)} /> }] : []),
    ...above.map((iri) => ({ href: view.linkTo(iri) ?? '', shown: <ShortName view={view} iri={iri} /> })),
  ];
}

/** The first of what a thing belongs to, as long as that has a page. */
const broaderOf = ({ graph }: View, thing: string): string | undefined =>
  graph.links(thing, names.broader).find((iri) => graph.pathOf(iri) !== undefined);

/** A code where there is one, for the way is narrow. */
function ShortName({ view, iri }: { view: View; iri: string }): JSX.Element {
  const kind = kindOf(view.graph, iri);
  const code = view.graph.codes(iri)[0];
  if (code === undefined || kind === undefined) return <Literal view={view} text={view.label(iri)} />;
  return (
    <>
      <Literal view={view} text={view.term(kind)} /> <bdi>{code}</bdi>
    </>
  );
}
