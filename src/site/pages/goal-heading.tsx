import type { JSX } from 'preact';
import { goalAnchor } from '../charts/matrix.js';
import { Code, Literal, PageAnchor } from '../layout/links.js';
import { names } from '../names.js';
import type { View } from '../view.js';

/** A goal over its targets, by its short name where it has one; pictures lead to its anchor. */
export function GoalHeading({ view, goal }: { view: View; goal: string }): JSX.Element {
  const short = view.graph.text(goal, names.altLabel, view.language);
  return (
    <h3 id={goalAnchor(view.graph, goal)}>
      <PageAnchor view={view} iri={goal}>
        <Code view={view} iri={goal} />
        <Literal view={view} text={short ?? view.label(goal)} />
      </PageAnchor>
    </h3>
  );
}
