import { cpSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sameBytes } from '../../src/bytes.js';
import type { NamedFile } from '../../src/site/workbench/messages.js';
import { caseNames, caseQueries, isMistake, isSince, oneRuleQueries, prepared } from '../support/cases.js';
import { gcm, realProject, root, smallProject } from '../support/gcm.js';
import { filesIn, packsOf } from '../support/workbench.js';
import {
  browsers,
  openPage,
  startServer,
  type WorkbenchPage,
  type WorkbenchServer,
} from '../support/workbench-page.js';

/**
 * The page and the command give the same report for the golden cases. The sites of the small project and of the real sheets
 * without figures are there; a case sends the files that it changes. A case without some files of the project, or with its own
 * ontology, is sent as a complete project.
 */

/** Folders, pipes, and links to other folders cannot be dropped on a page. */
const onDisk = new Set(['39-directory', '39-link-out-of-the-folder', '39-pipe']);

const isTested = (name: string): boolean => !onDisk.has(name) && (!isSince(name) || name.startsWith('since-none-'));

/** A project whose site has been published. */
interface Published {
  folder: string;
  files: Map<string, Uint8Array>;
  packs: Map<string, Uint8Array>;
}

async function published(folder: string, queries: string): Promise<Published> {
  symlinkSync(path.join(root, 'ontology'), path.join(folder, 'ontology'));
  symlinkSync(queries, path.join(folder, 'queries'));
  return { folder, files: filesIn(folder, 'data'), packs: await packsOf(folder) };
}

function withoutFigures(folder: string): string {
  for (const name of ['figures', 'context', 'observations'])
    rmSync(path.join(folder, 'data', name), { recursive: true, force: true });
  return folder;
}

/** Firefox stops to answer after more than a hundred cases, so it gets each eighth. */
const inFirefox = new Set(caseNames.filter((_, at) => at % 8 === 0));

const installed = Object.entries(browsers).filter(([, program]) => program !== undefined);

describe.skipIf(installed.length < 2)(
  'the golden cases in Chromium and Firefox (skipped if one of them is not installed)',
  () => {
    const sites: Record<string, Published> = {};
    const sent = new Map<string, NamedFile[]>();
    let server: WorkbenchServer;
    let pages: [browser: string, page: WorkbenchPage][] = [];
    beforeAll(async () => {
      sites['small'] = await published(smallProject(), caseQueries());
      sites['real'] = await published(withoutFigures(realProject()), oneRuleQueries());
      server = await startServer((path) => {
        const [, kind = '', name = ''] = path.split('/');
        return kind === 'case' ? sent.get(name) : sites[kind]?.packs.get(path.slice(kind.length + 2));
      });
    });
    const closePages = (): Promise<unknown> => Promise.all(pages.map(([, page]) => page.close()));
    let isReady = false; // not after a failed case, which can leave a page that does not answer
    beforeEach(async () => {
      if (isReady) return;
      await closePages();
      const names = installed.map(([name]) => name as keyof typeof browsers);
      pages = await Promise.all(
        names.map(async (name): Promise<[string, WorkbenchPage]> => [name, await openPage(name, server)]),
      );
      isReady = true;
    });
    afterAll(async () => {
      await closePages();
      server?.close();
    });

    it.each(caseNames.filter(isTested))('%s', { timeout: 60_000 }, async (name) => {
      isReady = false;
      const folder = prepared(name);
      const site = sites[isSince(name) ? 'real' : 'small'] as Published;
      if (isSince(name)) withoutFigures(folder);
      if (!isMistake(name))
        for (const one of ['ontology', 'queries']) symlinkSync(path.join(site.folder, one), path.join(folder, one));
      const now = filesIn(folder, 'data');
      const isComplete = isMistake(name) || [...site.files.keys()].some((file) => !now.has(file));
      const changed = [...now].filter(([file, bytes]) => {
        const before = site.files.get(file);
        return !before || !sameBytes(before, bytes);
      });
      const files = isComplete ? [...now, ...filesIn(folder, 'ontology'), ...filesIn(folder, 'queries')] : changed;
      sent.set(
        name,
        files.map(([file, bytes]) => ({ path: `my project/${file}`, bytes })),
      );
      if (!isComplete) cpSync(path.join(site.folder, 'data'), path.join(folder, 'published'), { recursive: true });
      const since = isComplete ? 'none' : 'published';
      const { stdout } = await gcm(['check', '--report', 'json', '--since', since], { cwd: folder });
      const address = `${server.address}${isSince(name) ? 'real' : 'small'}/`;
      const asked = pages.filter(([browser]) => browser !== 'firefox' || inFirefox.has(name));
      const reports = await Promise.all(
        asked.map(async ([browser, page]) => {
          const found = await page.ask({ order: 'open', site: address, withFigures: false, folder: `/case/${name}` });
          const { fault } = found as { fault?: string };
          return [browser, fault ?? (await page.ask({ order: 'report' }))];
        }),
      );
      for (const [browser, report] of reports) expect(report, browser as string).toBe(stdout);
      rmSync(folder, { recursive: true });
      isReady = true;
    });
  },
);
