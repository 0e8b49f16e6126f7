import { programTexts } from '../check/program-texts.js';
import type { FiguresOrder } from '../figures/write-figures.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import type { Source } from '../publish/publish.js';
import { type Page, type PublishedFile, sharedFolder } from '../publish/release-files.js';
import { compareCodePoints } from '../text/order.js';
import { areaFiles } from './areas/area-files.js';
import { packedGraph, queryTerms } from './data-files.js';
import { explanationFiles } from './explanation-files.js';
import { feeds } from './feed.js';
import { seriesFiles } from './figures/series-data.js';
import { hostingFiles } from './hosting/hosting.js';
import { languageModelsFile } from './language-models.js';
import { pagesOf, type SitePage, valuePages } from './page-list.js';
import { reportPage } from './pages/checks.js';
import { hasFiles } from './pages/datasets.js';
import { downloads } from './pages/downloads.js';
import { home, notFound } from './pages/home.js';
import { thingPage } from './pages/thing.js';
import { notFoundFile } from './paths.js';
import { type Assets, withColours, withPictures } from './project-assets.js';
import { figurePacks } from './query/figure-packs.js';
import { pageHtml, readSite } from './read-site.js';
import { searchFiles } from './search-index.js';
import { sitemap } from './sitemap.js';
import { thingData } from './thing-files.js';
import type { Site } from './view.js';
import { wordsFiles } from './words-file.js';
import { knownProblems } from './workbench/known-problems.js';
import { offlineFiles } from './workbench/offline-files.js';
import type { Pack } from './workbench/project-pack.js';

/**
 * Makes the web site of a release, page by page. All input is read immediately, so later changes to the project have no
 * effect. `program`: style sheet, pictures and scripts of the program, by file name. `packs`: the files of the project.
 */
export function sitePages(
  release: Source,
  project: Project,
  problems: Problem[],
  program: Assets,
  figures?: FiguresOrder,
  packs: readonly Pack[] = [],
): (files: Promise<readonly PublishedFile[]>) => AsyncGenerator<Page> {
  const assets = withPictures(program, project);
  const siteWith = readSite(release, project, problems, figures, programTexts);
  return async function* (files) {
    const others: PublishedFile[] = [];
    const site = siteWith(others);
    const complete = async (): Promise<void> => void others.push(...(await files));
    const coloured = withColours(assets, site);
    for await (const page of filesOf(site, coloured, packs, complete)) yield { ...page, file: `site/${page.file}` };
  };
}

/** The pages that list files of the release. */
const listFiles = new Set([home, downloads, reportPage]);

/** Makes all files of a site. Those that do not need `site.files` come first. Then `complete` adds the missing `site.files`. */
async function* filesOf(
  site: Site,
  assets: Assets,
  packs: readonly Pack[],
  complete: () => Promise<void>,
): AsyncGenerator<Page> {
  const used = [...assets].filter(([file]) => file !== 'language.js' || site.isLarge);
  for (const [file, content] of used.sort(([a], [b]) => compareCodePoints(a, b)))
    yield { file: `assets/${file}`, content };
  yield* thingData(site);
  const pageAt = (file: string, language: string, page: SitePage): Page => ({
    file,
    content: pageHtml(site, page, language, file),
  });
  const { languages } = site;
  const [first = 'en'] = languages;
  yield* searchFiles(site);
  if (site.isLarge) yield* wordsFiles(site);
  yield* explanationFiles(site);
  yield* knownProblems(site);
  yield packedGraph(site);
  yield* figurePacks(site);
  yield* seriesFiles(site);
  yield* areaFiles(site);
  const pages = pagesOf(site);
  const isShared = ({ make }: SitePage): boolean => site.isLarge && make === thingPage;
  const isEarly = ({ make, thing }: SitePage): boolean => !listFiles.has(make) && !hasFiles(site, thing);
  const pagesAt = function* (isWanted: (page: SitePage) => boolean): Generator<Page> {
    const wanted = pages.filter(isWanted);
    for (const page of wanted.filter(isShared)) yield pageAt(`${sharedFolder}/${page.path}.html`, first, page);
    for (const language of languages)
      for (const page of wanted) if (!isShared(page)) yield pageAt(`${language}/${page.path}.html`, language, page);
  };
  yield* pagesAt(isEarly);
  await complete();
  yield* queryTerms(site, assets);
  yield* packs;
  yield* offlineFiles(site, assets, packs);
  yield* pagesAt((page) => !isEarly(page));
  yield pageAt('index.html', first, { thing: 'index', path: 'index', make: home });
  yield pageAt(notFoundFile, first, { thing: '404', path: 'index', make: notFound });
  yield* hostingFiles(site);
  const longLists = valuePages(site);
  for (const language of languages)
    for (const page of longLists) yield pageAt(`${language}/${page.path}.html`, language, page);
  const shared = pages.filter(isShared);
  yield* sitemap(site, shared, [...pages.filter((one) => !isShared(one)), ...longLists]);
  yield* feeds(site);
  yield languageModelsFile(site);
}
