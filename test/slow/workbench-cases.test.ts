import { cpSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sameBytes } from '../../src/bytes.js';
import { caseNames, caseQueries, isMistake, isSince, oneRuleQueries, prepared } from '../support/cases.js';
import { gcm, realProject, smallProject, temporaryFolder } from '../support/gcm.js';
import { filesIn } from '../support/workbench.js';
import {
  browsers,
  openPage,
  type Published,
  publish,
  startServer,
  type WorkbenchPage,
  type WorkbenchServer,
} from '../support/workbench-page.js';

/**
 * The page and the command give the same report for the golden cases. The sites of the small project and of the real sheets
 * with a few figures are there; a case sends the files that it changes. A case without some files of the project, or with its
 * own ontology, is sent as a complete project.
 */

/** The cases that cannot be dropped on a page, or that no site can have. */
const untested: Record<string, string> = {
  '39-directory': 'a drop contains the files of a folder, so the page does not see an empty folder',
  '39-link-out-of-the-folder': 'the browser follows a link before the page sees the file',
  '39-pipe': 'the browser does not open a pipe',
  'since-other-sheets': 'a site that was published has the sheets of its project',
};

/** The files of figures that cases change. */
const changedFigures = ['SI_COV_UEMP.csv', 'SM_DTH_MIGR.csv', 'SM_POP_REFG_OR.csv'];

function withFewFigures(folder: string): string {
  const figures = path.join(folder, 'data/figures');
  for (const name of readdirSync(figures)) if (!changedFigures.includes(name)) rmSync(path.join(figures, name));
  for (const name of ['context', 'observations'])
    rmSync(path.join(folder, 'data', name), { recursive: true, force: true });
  return folder;
}

/** Copies the sheets of a project. */
function copyOfData(project: string): string {
  const folder = temporaryFolder();
  cpSync(path.join(project, 'data'), path.join(folder, 'data'), { recursive: true });
  return folder;
}

const installed = (Object.keys(browsers) as (keyof typeof browsers)[]).filter((name) => browsers[name] !== undefined);

describe.skipIf(installed.length < 2)(
  'the golden cases in Chromium and Firefox (skipped if one of them is not installed)',
  () => {
    const sites: Record<string, Published & { files: Map<string, Uint8Array> }> = {};
    let server: WorkbenchServer;
    let pages: WorkbenchPage[] = [];
    beforeAll(async () => {
      const published = async (folder: string, queries: string) => ({
        ...(await publish(folder, queries)),
        files: filesIn(folder, 'data'),
      });
      sites['small'] = await published(smallProject(), caseQueries());
      sites['real'] = await published(withFewFigures(realProject()), oneRuleQueries());
      server = await startServer(sites);
    });
    const closePages = (): Promise<unknown> => Promise.all(pages.map((page) => page.close()));
    let isReady = false; // not after a failed case, which can leave a page that does not answer
    beforeEach(async () => {
      if (isReady) return;
      await closePages();
      pages = await Promise.all(installed.map((name) => openPage(name, server)));
      isReady = true;
    });
    afterAll(async () => {
      await closePages();
      server?.close();
    });

    it.each(caseNames.filter((name) => !(name in untested)))('%s', { timeout: 60_000 }, async (name) => {
      isReady = false;
      const siteName = isSince(name) ? 'real' : 'small';
      const site = sites[siteName] as (typeof sites)[string];
      const folder = prepared(name, () => copyOfData(site.folder));
      if (!isMistake(name))
        for (const one of ['ontology', 'queries']) symlinkSync(path.join(site.folder, one), path.join(folder, one));
      const now = filesIn(folder, 'data');
      const isComplete = isMistake(name) || [...site.files.keys()].some((file) => !now.has(file));
      const changed = [...now].filter(([file, bytes]) => {
        const before = site.files.get(file);
        return !before || !sameBytes(before, bytes);
      });
      if (isSince(name)) expect(changed).not.toEqual([]);
      const files = isComplete ? [...now, ...filesIn(folder, 'ontology'), ...filesIn(folder, 'queries')] : changed;
      if (!isComplete) cpSync(path.join(site.folder, 'data'), path.join(folder, 'published'), { recursive: true });
      const dropped = files.map(([file, bytes]) => ({ path: `my project/${file}`, bytes }));
      const since = isComplete ? 'none' : 'published';
      const [{ stdout }, ...reports] = await Promise.all([
        gcm(['check', '--report', 'json', '--since', since], { cwd: folder }),
        ...pages.map(async (page) => {
          await page.drop(siteName, dropped);
          return page.report();
        }),
      ]);
      for (const [at, report] of reports.entries()) expect(report, installed[at]).toBe(stdout);
      rmSync(folder, { recursive: true });
      isReady = true;
    });
  },
);
