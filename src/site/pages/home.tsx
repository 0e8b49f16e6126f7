import type { JSX } from 'preact';
import { GoalFlow } from '../charts/flow.js';
import { GoalMatrix, goalMatrix } from '../charts/matrix.js';
import { fill } from '../languages.js';
import { list, literal, plainText, Section, thingList } from '../layout/components.js';
import { Document } from '../layout/document.js';
import { pagesAboutData } from '../layout/frame.js';
import { dataset } from '../layout/schema-org.js';
import { agenda, names } from '../names.js';
import type { Kind } from '../site-model.js';
import type { View } from '../view.js';

/** What this edition is, what is in it, and the first kind of thing in full. */
export function Home({ view }: { view: View }): JSX.Element {
  const { site, graph, words } = view;
  const title = view.label(site.dataset);
  const description = graph.text(site.dataset, names.description, view.language);
  const [first] = site.kinds;
  return (
    <Document
      view={view}
      title={plainText(title)}
      description={description && plainText(description)}
      schema={dataset(view)}
    >
      <div class="lead">
        <h1>{literal(view, title)}</h1>
        {description && <p>{literal(view, description)}</p>}
        {graph.ofType(agenda.objective).length > 0 && <p>{words.findOutText}</p>}
      </div>
      {first && firstKind(view, first)}
      {goalMatrix(graph) && (
        <Section id="goal-connections" title={words.goalConnections}>
          <GoalMatrix view={view} />
          <GoalFlow view={view} />
        </Section>
      )}
      <Section id="contents" title={words.contents}>
        {list('cards', site.kinds, ({ type, path, things }) => (
          <a href={view.pageLink(path)}>
            <span class="number">{things.length}</span> {literal(view, view.plural(type))}
          </a>
        ))}
      </Section>
      <Section id="about-data" title={words.aboutTheData}>
        {list('cards wide', pagesAboutData(words), ({ path, title, text }) => (
          <a href={view.pageLink(path)}>
            <strong>{title}</strong>
            <span class="note">{text}</span>
          </a>
        ))}
      </Section>
    </Document>
  );
}

/** More than this would be a list and no start. */
const most = 40;

function firstKind(view: View, { type, path, things }: Kind): JSX.Element {
  return (
    <Section id="first" title={literal(view, view.plural(type))}>
      {thingList(view, things.slice(0, most))}
      {things.length > most && (
        <p>
          <a href={view.pageLink(path)}>{fill(view.words.showAll, { count: things.length })}</a>
        </p>
      )}
    </Section>
  );
}
