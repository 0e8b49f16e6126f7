import type { JSX } from 'preact';
import { CodeLinks, ThingLink } from '../layout/links.js';
import type { View } from '../view.js';

/** Objectives, each with the targets that it is connected through. */
export const ObjectivesThrough = ({
  view,
  objectives,
}: {
  view: View;
  objectives: [objective: string, through: string[]][];
}): JSX.Element => (
  <ul class="connections">
    {objectives.map(([objective, through]) => (
      <li>
        <ThingLink view={view} iri={objective} />
        <CodeLinks view={view} word={view.words.throughTargets} iris={through} />
      </li>
    ))}
  </ul>
);
