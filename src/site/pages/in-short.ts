import { agenda } from '../agenda.js';
import type { View } from '../view.js';

/** The objectives of some targets in a sentence: "Connected objectives: 7, 10." */
export function connectedObjectivesOf({ graph, words }: View, targets: readonly string[]): string {
  const objectives = new Set(targets.flatMap((target) => graph.links(target, agenda.connectedObjective)));
  if (objectives.size === 0) return words.noObjectives;
  const codes = [...objectives].sort(graph.byCode).map((iri) => graph.codes(iri)[0] ?? '');
  return `${words.connectedObjectives}: ${codes.join(', ')}.`;
}
