import { readdirSync, readFileSync } from 'node:fs';
import { ownMaterials } from '../node/release/bill-of-materials.js';
import { type FormatThread, startFormats } from '../node/release/format-thread.js';
import { publishRelease } from '../node/release/publish-release.js';
import { writeToFolder } from '../node/release/write-files.js';
import { type ShapesThread, withShapesThread } from '../node/shapes-thread.js';
import type { Checked } from '../pipeline.js';
import { assemble, type BuildOptions, check, type Memory } from '../pipeline.js';
import { stopsBuild, UserError } from '../problem.js';
import type { Project } from '../project.js';
import { writeRelease } from '../publish/publish.js';
import type { WriteSlow } from '../publish/slow-formats.js';

/** What one build leaves to the next in the same process, with the threads that evaluate shapes and write the slow formats. */
export type ReleaseMemory = Memory & { shapes: ShapesThread; formats: FormatThread };

/**
 * Builds a release of a project and publishes it into the folder `out`: it becomes the current one. Where problems stop it,
 * what is in the folder stays as it was, and `release`, the name of the release, is undefined.
 */
export async function buildRelease(
  project: Project,
  out: string,
  options: Pick<BuildOptions, 'strict' | 'previous'> & { hasSite?: boolean; memory?: ReleaseMemory },
): Promise<Checked & { release?: string }> {
  const { strict = false, memory, hasSite = false } = options;
  const checked = await (memory
    ? check({ ...project, validate: memory.shapes.validate }, memory)
    : withShapesThread(project, check));
  if (stopsBuild(checked.problems, strict)) return checked;
  const thread = memory?.formats ?? startFormats(); // it loads while the contents are put together
  try {
    const siteAssets = hasSite ? readSiteAssets() : undefined;
    const { problems, source } = await assemble(project, checked, { ...options, siteAssets, materials: ownMaterials });
    if (!source) return { ...checked, problems };
    const release = await publishRelease(out, (folder) =>
      writeRelease(source, writeToFolder(folder), inThread(thread, folder, memory !== undefined)),
    );
    return { ...checked, problems, release };
  } finally {
    if (!memory) await thread.close();
  }
}

/** Writes the slow formats in a thread, which reads the N-Triples of the folder. `isKept`: it keeps its texts for the next release. */
const inThread =
  (thread: FormatThread, folder: string, isKept: boolean): WriteSlow =>
  async (name, { context, frame }) => {
    const answer = await thread.ask({ folder, name, context, frame, isKept });
    if ('refused' in answer) throw new UserError(answer.refused, 1);
    return answer.files;
  };

/** Style, pictures and scripts of the site, as the program was compiled with them. */
export function readSiteAssets(): Map<string, Uint8Array> {
  const folder = new URL('../site/assets/', import.meta.url);
  return new Map(readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder))]));
}
