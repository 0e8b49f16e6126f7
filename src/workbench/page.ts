import { pagesOf, type SitePage } from '../site/page-list.js';
import { pageHtml } from '../site/read-site.js';
import { perSite } from '../site/view.js';
import { draftOf } from './draft.js';
import type { Handler } from './state.js';

/** The file of the workbench, from which the links of a preview start. */
export const pageFile = (language: string): string => `${language}/workbench/index.html`;

const pagesByPath = perSite((site) => new Map(pagesOf(site).map((page): [string, SitePage] => [page.path, page])));

/** Renders a page as it would be; undefined if it would not exist. */
export const page: Handler<'page'> = async (state, { language, path }, onStep): Promise<string | undefined> => {
  const site = await draftOf(state, onStep);
  const found = pagesByPath(site).get(path);
  return found && pageHtml(site, found, language, pageFile(language));
};
