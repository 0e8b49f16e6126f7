import type { JSX } from 'preact';
import { agenda } from './names.js';
import { About } from './pages/about.js';
import { ChangesPage } from './pages/changes.js';
import { SourcePage, StatusPage } from './pages/claims.js';
import { Downloads } from './pages/downloads.js';
import { GoalPage } from './pages/goal.js';
import { Home } from './pages/home.js';
import { IndicatorPage } from './pages/indicator.js';
import { KindList } from './pages/kind-list.js';
import { ObjectivePage } from './pages/objective.js';
import { OntologyPage } from './pages/ontology.js';
import { Query } from './pages/query.js';
import { ReportPage } from './pages/report.js';
import { RulesPage } from './pages/rules.js';
import { SeriesPage } from './pages/series.js';
import { StatisticsPage } from './pages/statistics.js';
import { TargetPage } from './pages/target.js';
import { ThingPage } from './pages/thing.js';
import type { Site } from './site-model.js';
import type { View } from './view.js';

/** What makes a page. */
export type PageComponent = (props: { view: View }) => JSX.Element;

/** A sort of page: which pages of it there are, where each stands, and what makes it. */
interface PageType {
  name: string;
  /** The things that get such a page, each once; a page about no thing has one name of its own. */
  things(site: Site): readonly string[];
  /** Below the folder of a language, without extension: "objective/10". */
  path(site: Site, thing: string): string;
  Page: PageComponent;
}

/**
 * One line a sort of page, and its file in src/site/pages/. A thing gets the page of the first line that wants it, so
 * that what stands above `thing` is special to a class, and `thing` serves all the rest.
 */
export const pageTypes: PageType[] = [
  ofNoThing('home', Home, 'index'),
  ofNoThing('query', Query),
  ofNoThing('downloads', Downloads),
  ofNoThing('statistics', StatisticsPage),
  ofNoThing('ontology', OntologyPage),
  ofNoThing('rules', RulesPage),
  ofNoThing('report', ReportPage),
  { ...ofNoThing('changes', ChangesPage), things: ({ changes }) => (changes === undefined ? [] : ['changes']) },
  ofNoThing('about', About),
  {
    name: 'kind',
    things: ({ kinds }) => kinds.map(({ type }) => type),
    path: ({ kinds }, type) => kinds.find((kind) => kind.type === type)?.path ?? '',
    Page: KindList,
  },
  ofClass('objective', agenda.objective, ObjectivePage),
  ofClass('goal', agenda.goal, GoalPage),
  ofClass('target', agenda.target, TargetPage),
  ofClass('indicator', agenda.indicator, IndicatorPage),
  ofClass('series', agenda.series, SeriesPage),
  ofClass('source', agenda.source, SourcePage),
  ofClass('status', agenda.status, StatusPage),
  { name: 'thing', things: ({ graph }) => graph.things, path: pathOfThing, Page: ThingPage },
];

function ofNoThing(name: string, Page: PageComponent, path = name): PageType {
  return { name, things: () => [name], path: () => path, Page };
}

/** The pages of the things of a class. */
function ofClass(name: string, type: string, Page: PageComponent): PageType {
  const things = ({ graph }: Site): string[] => graph.ofType(type).filter((iri) => graph.pathOf(iri) !== undefined);
  return { name, things, path: pathOfThing, Page };
}

/** The path of a page about a thing of the graph. */
function pathOfThing({ graph }: Site, thing: string): string {
  const path = graph.pathOf(thing);
  if (path === undefined) throw new Error(`${thing} has no page`);
  return path;
}
