import { names } from '../names.js';
import type { View } from '../view.js';

/** Who publishes the edition, by name: an agent with a name of its own, or a mere name. */
export function publisherOf({ site, graph }: View): string | undefined {
  const publisher = graph.objects(site.dataset, names.publisher)[0]?.value;
  return publisher && (graph.objects(publisher, names.agentName)[0]?.value ?? publisher);
}
