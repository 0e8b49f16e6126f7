import { programTexts } from '../check/program-texts.js';
import type { FiguresOrder } from '../figures/write-figures.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import type { Source } from '../publish/publish.js';
import { type Page, type PublishedFile, pagesFolder, sharedFolder } from '../publish/release-files.js';
import { compareCodePoints } from '../text/order.js';
import { areaFiles } from './areas/area-files.js';
import { packedGraph, queryTerms } from './data-files.js';
import { explanationFiles } from './explanation-files.js';
import { feeds } from './feed.js';
import { seriesFiles } from './figures/series-data.js';
import { hostingFiles } from './hosting/hosting.js';
import { languageModelsFile } from './language-models.js';
import { pagesOf, type SitePage, valuePages } from './page-list.js';
import { makePages, type PageMaker, shareOut, type ThingPage } from './page-maker.js';
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
 * `maker`: another thread that can make pages.
 */
export function sitePages(
  release: Source,
  project: Project,
  problems: Problem[],
  program: Assets,
  figures?: FiguresOrder,
  packs: readonly Pack[] = [],
  maker?: PageMaker,
): (files: Promise<readonly PublishedFile[]>) => AsyncGenerator<Page> {
  const assets = withPictures(program, project);
  const siteWith = readSite(release, project, problems, figures, programTexts);
  return async function* (files) {
    const others: PublishedFile[] = [];
    const site = siteWith(others);
    const list = { isKnown: false, complete: async () => void others.push(...(await files)) };
    const known = () => {
      list.isKnown = true;
    };
    files.then(known, known); // `complete` reports errors
    const coloured = withColours(assets, site);
    for await (const page of filesOf(site, coloured, packs, list, maker))
      yield { ...page, file: `${pagesFolder}/${page.file}` };
  };
}

/** The list of the files of the release, which `complete` adds to `site.files`. */
interface FileList {
  isKnown: boolean; // its files are written, or cannot be written
  complete(): Promise<void>;
}

/** The pages of a thing: one in each language, or one for all languages. */
function pagesOfThing({ isLarge, languages: [first = 'en', ...others] }: Site, { thing, path }: SitePage): ThingPage[] {
  if (isLarge) return [{ file: `${sharedFolder}/${path}.html`, thing, path, language: first }];
  return [first, ...others].map((language) => ({ file: `${language}/${path}.html`, thing, path, language }));
}

/** The pages that list files of the release. */
const listFiles = new Set([home, downloads, reportPage]);

/**
 * Makes all files of a site. The pages that do not need the list of files come first. When all files of the release are
 * written, the cores have no other work: from then on `maker` makes some pages of things.
 */
async function* filesOf(
  site: Site,
  assets: Assets,
  packs: readonly Pack[],
  list: FileList,
  maker?: PageMaker,
): AsyncGenerator<Page> {
  const used = [...assets].filter(([file]) => file !== 'language.js' || site.isLarge);
  for (const [file, content] of used.sort(([a], [b]) => compareCodePoints(a, b)))
    yield { file: `assets/${file}`, content };
  yield* thingData(site);
  yield* searchFiles(site);
  if (site.isLarge) yield* wordsFiles(site);
  yield* explanationFiles(site);
  yield* knownProblems(site);
  yield packedGraph(site);
  yield* figurePacks(site);
  yield* seriesFiles(site);
  yield* areaFiles(site);
  const { languages } = site;
  const [first = 'en'] = languages;
  const pageAt = (file: string, language: string, page: SitePage): Page => ({
    file,
    content: pageHtml(site, page, language, file),
  });
  const inLanguages = function* (pages: readonly SitePage[]): Generator<Page> {
    for (const language of languages)
      for (const page of pages) yield pageAt(`${language}/${page.path}.html`, language, page);
  };
  const isOfThing = ({ make }: SitePage): boolean => make === thingPage;
  const pages = pagesOf(site);
  const others = pages.filter((page) => !isOfThing(page));
  yield* inLanguages(others.filter(({ make }) => !listFiles.has(make)));
  const things = pages.filter(isOfThing).flatMap((page) => pagesOfThing(site, page));
  const early = things.filter(({ thing }) => !hasFiles(site, thing));
  let made = 0;
  while (made < early.length && !list.isKnown) yield* makePages(site, early.slice(made, ++made));
  await list.complete();
  yield* queryTerms(site, assets);
  yield* packs;
  yield* offlineFiles(site, assets, packs);
  yield* inLanguages(others.filter(({ make }) => listFiles.has(make)));
  const late = things.filter(({ thing }) => hasFiles(site, thing));
  yield* shareOut(site, [...early.slice(made), ...late], maker);
  yield pageAt('index.html', first, { thing: 'index', path: 'index', make: home });
  yield pageAt(notFoundFile, first, { thing: '404', path: 'index', make: notFound });
  yield* hostingFiles(site);
  const longLists = valuePages(site);
  yield* inLanguages(longLists);
  const shared = site.isLarge ? pages.filter(isOfThing) : [];
  yield* sitemap(site, shared, [...(site.isLarge ? others : pages), ...longLists]);
  yield* feeds(site);
  yield languageModelsFile(site);
}
