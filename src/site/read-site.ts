import { renderToString } from 'preact-render-to-string';
import { explanationsOf } from '../check/explanations.js';
import type { ProgramTexts } from '../check/program-texts.js';
import { checksOf, derivationsOf } from '../check/project-rules.js';
import { tokensOf } from '../check/rule-tokens.js';
import type { FiguresOrder } from '../figures/write-figures.js';
import { fileIn } from '../files.js';
import { readQueries } from '../graph/query-file.js';
import type { Problem } from '../problem.js';
import type { Project } from '../project.js';
import type { Source } from '../publish/publish.js';
import type { SitePage } from './page-list.js';
import { createSite, createView, type Site } from './view.js';

/**
 * Reads what the pages of a release show. All input is read immediately, so later changes to the project have no effect.
 * `program`: translations of the explanations of problems, which are English without them.
 */
export function readSite(
  release: Source,
  project: Project,
  problems: Problem[],
  figures: FiguresOrder | undefined,
  program?: Readonly<Record<string, ProgramTexts>>,
): (files: Parameters<typeof createSite>[1]) => Site {
  const examples = readQueries(project.files, fileIn(project.queries, 'examples'));
  const rules = checksOf(project, tokensOf(release.roles));
  const derivations = derivationsOf(project);
  const checks = { explanationsOf: explanationsOf(project, rules, derivations, program), rules, derivations, problems };
  return (files) => createSite(release, files, project.siteAddress, checks, examples, figures);
}

/** The HTML of a page. `file`: the file that its links start from. */
export function pageHtml(site: Site, { thing, path, make }: SitePage, language: string, file: string): string {
  return `<!doctype html>\n${renderToString(make(createView(site, thing, language, path, file)))}\n`;
}
