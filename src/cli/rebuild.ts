import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { startFormats } from '../node/release/format-thread.js';
import { discard } from '../node/release/staging.js';
import { startShapes } from '../node/shapes-thread.js';
import { changesWithin, nextState, stateOfAll } from '../node/watch/folder-state.js';
import { isAnythingPartial } from '../problem.js';
import type { Project } from '../project.js';
import { buildRelease, type ReleaseMemory } from './build-release.js';

export type Built = Awaited<ReturnType<typeof buildRelease>>;

/** Who is told what comes of it. */
export interface Listener {
  built(result: Built, seconds: number): Promise<void>;
  failed(error: unknown): void; // a mistake, or a bug of ours
  gone(folder: string): void;
}

/** A file that cannot be read whole may still be being written: so many milliseconds it gets before that is told. */
const patience = 500;

/**
 * Builds, and builds again when something in the project's folders is saved, until `signal` says that it is enough. What
 * is thrown in one round is told, and the next begins from nothing.
 */
export async function watch(
  project: Project,
  out: string,
  strict: boolean,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const folders = [project.data, project.ontology, project.queries];
  const supersede = superseding(out);
  let memory = openMemory();
  const stop = (): void => void memory.close(); // a round that waits for a thread ends, and tidies up behind itself
  signal.addEventListener('abort', stop);
  let seen: string | undefined;
  try {
    for (;;) {
      seen = await nextState(folders, seen, listener.gone, signal);
      try {
        const begin = performance.now();
        const built = await buildRelease(project, out, { strict, memory });
        const seconds = (performance.now() - begin) / 1000;
        built.store.close();
        if (built.release !== undefined) supersede(built.release);
        const isDoubtful = isAnythingPartial(built.problems) || stateOfAll(folders) === undefined;
        if (isDoubtful && (await changesWithin(patience, folders, seen, signal))) continue;
        await listener.built(built, seconds);
      } catch (error) {
        if (signal.aborted) return;
        listener.failed(error);
        await memory.close();
        memory = openMemory();
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await memory.close();
  }
}

/** A memory with nothing in it yet but threads that load what they need. Close it, and what they are at ends with an error. */
function openMemory(): ReleaseMemory & { close(): Promise<void> } {
  const shapes = startShapes();
  const formats = startFormats();
  return {
    sheets: { files: new Map() },
    mapped: new WeakMap(),
    shapes,
    formats,
    texts: { setting: '', runs: new Map() },
    close: async () => {
      await Promise.all([shapes.close(), formats.close()]);
    },
  };
}

/**
 * Keeps a watch from filling the disk with a release for every save: what it published before is taken away when the
 * next is there. Releases that were there when it began stay. Returns what is told of each release.
 */
function superseding(out: string): (release: string) => void {
  const releases = path.join(out, 'releases');
  const others = new Set(existsSync(releases) ? readdirSync(releases) : []);
  let last: string | undefined;
  return (release) => {
    if (last !== undefined && last !== release && !others.has(last)) discard(out, path.join(releases, last));
    last = release;
  };
}
