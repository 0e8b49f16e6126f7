import type { JSX } from 'preact';
import { About } from './pages/about.js';
import { Downloads } from './pages/downloads.js';
import { Home } from './pages/home.js';
import { KindList } from './pages/kind-list.js';
import { ThingPage } from './pages/thing.js';
import type { Site } from './site-model.js';
import type { View } from './view.js';

/** A sort of page: which pages of it there are, where each stands, and what makes it. */
export interface PageType {
  name: string;
  /** The things that get such a page, each once; a page about no thing has one name of its own. */
  things(site: Site): readonly string[];
  /** Below the folder of a language, without extension: "objective/10". */
  path(site: Site, thing: string): string;
  Page(props: { view: View }): JSX.Element;
}

/**
 * One line a sort of page, and its file in src/site/pages/. A thing gets the page of the first line that wants it, so
 * that what stands above `thing` is special to a class, and `thing` serves all the rest.
 */
export const pageTypes: PageType[] = [
  { name: 'home', things: () => ['home'], path: () => 'index', Page: Home },
  { name: 'downloads', things: () => ['downloads'], path: () => 'downloads', Page: Downloads },
  { name: 'about', things: () => ['about'], path: () => 'about', Page: About },
  {
    name: 'kind',
    things: ({ kinds }) => kinds.map(({ type }) => type),
    path: ({ kinds }, type) => kinds.find((kind) => kind.type === type)?.path ?? '',
    Page: KindList,
  },
  { name: 'thing', things: ({ graph }) => graph.things, path: pathOfThing, Page: ThingPage },
];

/** The path of a page about a thing of the graph. */
export function pathOfThing({ graph }: Site, thing: string): string {
  const path = graph.pathOf(thing);
  if (path === undefined) throw new Error(`${thing} has no page`);
  return path;
}
