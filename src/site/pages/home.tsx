import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { GoalFlow } from '../charts/flow.js';
import { GoalMatrix, goalMatrix } from '../charts/matrix.js';
import type { Kind } from '../kinds.js';
import { fill } from '../languages.js';
import { Document } from '../layout/document.js';
import { Literal, plainText, ThingList } from '../layout/links.js';
import { dataset } from '../layout/schema-org.js';
import { names } from '../names.js';
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
      description={description ? plainText(description) : ''}
      schema={dataset(view)}
    >
      <div class="lead">
        <h1>
          <Literal view={view} text={title} />
        </h1>
        {description ? (
          <p>
            <Literal view={view} text={description} />
          </p>
        ) : null}
        {graph.ofType(agenda.objective).length > 0 ? <p>{words.findOutText}</p> : null}
      </div>
      {first ? <FirstKind view={view} kind={first} /> : null}
      {goalMatrix(graph) === undefined ? null : (
        <section aria-labelledby="goal-connections">
          <h2 id="goal-connections">{words.goalConnections}</h2>
          <GoalMatrix view={view} />
          <GoalFlow view={view} />
        </section>
      )}
      <section aria-labelledby="contents">
        <h2 id="contents">{words.contents}</h2>
        <ul class="cards">
          {site.kinds.map((kind) => (
            <li>
              <a href={view.pageLink(kind.path)}>
                <span class="number">{kind.things.length}</span> <Literal view={view} text={view.plural(kind.type)} />
              </a>
            </li>
          ))}
        </ul>
      </section>
      <AboutTheData view={view} />
    </Document>
  );
}

/** Where to find what else is known: the pages that are about no thing. */
function AboutTheData({ view }: { view: View }): JSX.Element {
  const { words } = view;
  const pages = [
    { path: 'statistics', title: words.statisticsTitle, text: words.statisticsText },
    { path: 'ontology', title: words.ontologyTitle, text: words.ontologyText },
    { path: 'rules', title: words.rulesTitle, text: words.rulesText },
    { path: 'report', title: words.reportTitle, text: words.reportText },
  ];
  return (
    <section aria-labelledby="about-data">
      <h2 id="about-data">{words.aboutTheData}</h2>
      <ul class="cards wide">
        {pages.map(({ path, title, text }) => (
          <li>
            <a href={view.pageLink(path)}>
              <strong>{title}</strong>
              <span class="note">{text}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** More than this would be a list and no start. */
const most = 40;

function FirstKind({ view, kind }: { view: View; kind: Kind }): JSX.Element {
  return (
    <section aria-labelledby="first">
      <h2 id="first">
        <Literal view={view} text={view.plural(kind.type)} />
      </h2>
      <ThingList view={view} iris={kind.things.slice(0, most)} />
      {kind.things.length > most ? (
        <p>
          <a href={view.pageLink(kind.path)}>{fill(view.words.showAll, { count: kind.things.length })}</a>
        </p>
      ) : null}
    </section>
  );
}
