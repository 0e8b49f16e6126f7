import { renderToString } from 'preact-render-to-string';
import { type Side, sideOfQuads } from '../diff/compared.js';
import { changelog } from '../diff/diff.js';
import { ordersOf } from '../figures/orders.js';
import { filesOf } from '../files.js';
import { type Checked, contentsOfRelease, readGraph, type Threads } from '../pipeline.js';
import { UserError } from '../problem.js';
import type { Project } from '../project.js';
import { packGraph } from '../site/data-files.js';
import { pagesOf, type SitePage } from '../site/page-list.js';
import { changeSections } from '../site/pages/changes.js';
import { pageHtml, readSite } from '../site/read-site.js';
import { createView, perSite, type Site } from '../site/view.js';
import type { Differences } from '../site/workbench/messages.js';
import { correctedFiles } from './corrections.js';
import type { FileMap, Handler, OnStep, State } from './state.js';

/**
 * The checked sheets as a release that is not published: its changes since the published sheets, its pages and its graph. The
 * worker loads this when it is needed.
 */

/** Describes the changes since the published sheets, as the page of changes of a release does. */
export const differences: Handler<'differences'> = async (state, { language }, onStep): Promise<Differences> => {
  const site = await draftOf(state, onStep);
  const { changes } = site;
  if (changes === undefined) throw new Error('the draft was not compared');
  const view = createView(site, 'changes', language, 'changes', pageFile(language));
  const sections = <>{changeSections(view, changes)}</>;
  return { html: renderToString(sections), isUnchanged: changes.unchanged };
};

/** The file of the workbench, from which the links of a preview start. */
const pageFile = (language: string): string => `${language}/workbench/index.html`;

const pagesByPath = perSite((site) => new Map(pagesOf(site).map((page): [string, SitePage] => [page.path, page])));

/** Renders a page as it would be; undefined if it would not exist. */
export const page: Handler<'page'> = async (state, { language, path }, onStep): Promise<string | undefined> => {
  const site = await draftOf(state, onStep);
  const found = pagesByPath(site).get(path);
  return found && pageHtml(site, found, language, pageFile(language));
};

/** Returns the new graph for the query page, as compressed N-Quads. */
export const graph: Handler<'graph'> = async (state, _order, onStep): Promise<Uint8Array> =>
  packGraph(await draftOf(state, onStep));

const drafts = new WeakMap<Checked, Promise<Site>>();
const publishedSides = new WeakMap<FileMap, Promise<Side>>();

/** Returns the web site of the checked sheets, which is made once per check. Throws `UserError` before the first check. */
function draftOf(state: State, onStep: OnStep): Promise<Site> {
  const { checked } = state;
  if (!checked) throw new UserError('The sheets were not checked');
  const known = drafts.get(checked) ?? makeDraft(state, checked, onStep);
  drafts.set(checked, known);
  return known;
}

async function makeDraft(state: State, checked: Checked, onStep: OnStep): Promise<Site> {
  onStep('comparing');
  const project = projectOf(state, new Map([...correctedFiles(state), ...state.imported]));
  const changes = await changelog(await publishedSide(state), checked, []);
  const release = contentsOfRelease(project, checked, changes.files, state.memory);
  return readSite(release, project, state.problems, ordersOf(checked))([]);
}

/** The published graph. A separate project has no published graph, so everything in it is new. */
function publishedSide(state: State): Promise<Side> {
  const { isOwnProject, published } = state;
  const known = publishedSides.get(published) ?? readPublished(state);
  if (isOwnProject) return Promise.resolve(sideOfQuads('published', []));
  publishedSides.set(published, known);
  return known;
}

async function readPublished(state: State): Promise<Side> {
  const { store, statements, derived, figures } = await readGraph(projectOf(state, state.published));
  store.close();
  const quads = [...statements.quads, ...derived.flatMap((one) => one.quads)];
  return { ...sideOfQuads('published', quads), figures: async () => figures };
}

const projectOf = (
  { isOwnProject, settings, figures }: State,
  files: FileMap,
): Project & Pick<Threads, 'censusOf'> => ({
  files: filesOf(files),
  data: 'data',
  ontology: 'ontology',
  queries: 'queries',
  ...(isOwnProject ? {} : { ...settings, censusOf: (name: string) => figures[name]?.census }),
});
