import type { Site } from '../site-model.js';
import type { Neighbours } from './data.js';
import { type Layout, layOut } from './force-layout.js';

const known = new WeakMap<Site, Map<string, Layout>>();

/** The layout around an objective, which is worked out once for all languages: it takes tens of milliseconds. */
export function layoutOf(site: Site, neighbours: Neighbours): Layout {
  const ofSite = known.get(site) ?? new Map<string, Layout>();
  known.set(site, ofSite);
  const layout = ofSite.get(neighbours.objective) ?? layOut(neighbours);
  ofSite.set(neighbours.objective, layout);
  return layout;
}
