import type { JSX } from 'preact';
import { names } from '../names.js';
import type { View } from '../view.js';
import { Things } from './facts.js';
import { Literal } from './links.js';

/** Statements of other things that have this one as their value, as far as its own statements do not say the same. */
export function PointingHere({ view }: { view: View }): JSX.Element | null {
  const { graph, thing } = view;
  const own = new Set([...graph.about(thing).values()].flatMap((terms) => terms.map(({ value }) => value)));
  const isNews = (subject: string): boolean => graph.pathOf(subject) !== undefined && !own.has(subject);
  const lines = [...graph.pointingAt(thing)]
    .filter(([predicate]) => predicate !== names.topConceptOf)
    .map(([predicate, subjects]) => ({ predicate, subjects: subjects.filter(isNews) }))
    .filter(({ subjects }) => subjects.length > 0);
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby="pointing">
      <h2 id="pointing">{view.words.pointingHere}</h2>
      <dl class="facts">
        {lines.map(({ predicate, subjects }) => (
          <div>
            <dt>
              <Literal view={view} text={view.term(predicate)} />
            </dt>
            <Things view={view} iris={subjects} />
          </div>
        ))}
      </dl>
    </section>
  );
}
