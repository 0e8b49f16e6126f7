import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Side } from '../diff/compared.js';
import { type BuildThread, startBuildThread } from '../node/build-thread.js';
import { readShared } from '../node/disk-files.js';
import { createFiguresWriter } from '../node/figures/figures-writer.js';
import { createPagesWriter } from '../node/pages-thread.js';
import { ownMaterials } from '../node/release/bill-of-materials.js';
import { writeToFolder } from '../node/release/release-folder.js';
import { publishRelease } from '../node/release/releases.js';
import { assemble, type BuildOptions, type Checked, check, type Memory, type Threads } from '../pipeline.js';
import { stopsBuild } from '../problem.js';
import type { Project } from '../project.js';
import { type WriteSlow, writeRelease } from '../publish/publish.js';
import { textRows } from '../rdf/terms.js';
import { type Options, progress, projectFrom, type RunCommand, say, textTable } from './command.js';
import { refuseOut, withTemporaryFolder } from './output-file.js';
import { withReleaseLock } from './releases.js';
import { prepareReport, reportSources, writeReport } from './report.js';
import { comparisonFrom } from './since.js';

/** `gcm build` */
export const build: RunCommand = async (_args, options, io) => {
  prepareReport(options, io);
  const project = projectFrom(options);
  const out = options['out'] as string;
  const { compare, since } = comparisonFrom(options, project.data);
  const { step, end } = progress(io);
  const given = { strict: options['strict'] === true, hasSite: options['site'] === true };
  const built = await withPrevious(options, project, (previous) =>
    withReleaseLock(io, out, () => {
      refuseOut(out, project);
      return buildRelease({ ...project, onStep: step, runQuery: io.runQuery, compare }, out, {
        ...given,
        previous,
      }).finally(end);
    }),
  );
  const code = await writeReport(built.problems, options, io, {
    ...reportSources(built, project.data),
    ...since(),
  });
  if (built.release !== undefined) say(io, `\n${summarize(built)}`);
  say(io, outcome(out, built.release));
  if (built.release !== undefined) say(io, nextStep(out, given.hasSite));
  return code;
};

/** The result of a build into the folder `out`. */
export const outcome = (out: string, release: string | undefined): string =>
  release === undefined
    ? 'Nothing was published. The last release is unchanged'
    : `Published ${path.join(out, 'releases', release)}`;

function nextStep(out: string, hasSite: boolean): string {
  const serve = `npx gcm serve${out === 'build' ? '' : ` --out ${out}`}`;
  return hasSite
    ? `Next: open ${path.join(out, 'current', 'site', 'index.html')}, or run ${serve}`
    : `Next: run ${serve}`;
}

/** Calls `use` with the previous release if an option names one. */
function withPrevious<T>(options: Options, project: Project, use: (previous?: Side) => Promise<T>): Promise<T> {
  const given = options['previous'] as string | undefined;
  if (given === undefined) return use();
  return withTemporaryFolder('gcm-diff-', async (scratch) => {
    const { openSide } = await import('./diff.js');
    return use(await openSide(given, project, scratch));
  });
}

/** The content of the release, by the queries in queries/summary. A table of names and counts takes one line. */
function summarize({ parts }: Checked): string {
  return parts.summary
    .map(({ query, table }) => {
      const rows = textRows(table);
      const title = query.header['title'];
      return table.columns.length === 2
        ? `${title}: ${rows.map((row) => row.join(' ')).join(', ')}\n`
        : `\n${title}\n${textTable(table.columns, rows)}`;
    })
    .join('');
}

/** State that one build leaves for the next build in the same process, and its thread. */
export type ReleaseMemory = Memory & { thread: BuildThread };

/**
 * Builds a release of a project and publishes it into the folder `out` as the current release. If problems stop the build,
 * the folder is unchanged, and `release`, the name of the release, is undefined.
 */
export async function buildRelease(
  project: Project & Omit<Threads, 'validate'>,
  out: string,
  options: Pick<BuildOptions, 'strict' | 'previous'> & { hasSite?: boolean; memory?: ReleaseMemory },
): Promise<Checked & { release?: string }> {
  const { strict = false, memory, hasSite = false } = options;
  const thread = memory?.thread ?? startBuildThread();
  const figuresWriter = createFiguresWriter(out);
  const pages = createPagesWriter();
  let isOwn = memory === undefined;
  const end = async (): Promise<void> => {
    if (isOwn) await thread.close();
    isOwn = false;
  };
  try {
    const checked = await check({ ...project, validate: thread.validate, onFigures: figuresWriter.begin }, memory);
    if (stopsBuild(checked.problems, strict)) return checked;
    thread.prepareFormats(); // while the contents are assembled
    const siteAssets = hasSite ? readSiteAssets() : undefined;
    const { problems, source, figures } = await assemble(project, checked, {
      ...options,
      siteAssets,
      pageMaker: pages.maker,
      materials: ownMaterials,
    });
    if (!source) return { ...checked, problems };
    const release = await publishRelease(out, (folder) => {
      const writer = thread.writer(folder, memory !== undefined);
      const more = figures && (() => figuresWriter.write(folder, figures));
      const slow: WriteSlow = async (name, dump) => {
        const files = await writer(name, dump);
        await end(); // the figures and the pages need its memory
        return files;
      };
      return writeRelease({ ...source, ...(more && { more }) }, writeToFolder(folder), pages.writerFor(folder), slow);
    });
    figuresWriter.keep(release);
    return { ...checked, problems, release };
  } finally {
    await end();
    await figuresWriter.close();
  }
}

/** Reads the compiled style sheet, pictures and scripts of the site. */
export function readSiteAssets(): Map<string, Uint8Array> {
  const folder = new URL('../site/assets/', import.meta.url);
  return new Map(readdirSync(folder).map((file) => [file, readShared(fileURLToPath(new URL(file, folder)))]));
}
