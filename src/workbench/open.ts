import { textOf } from '../bytes.js';
import type { Findings } from '../site/workbench/messages.js';
import { figuresPackFile, type ProjectSettings, packFile, settingsFile } from '../site/workbench/project-pack.js';
import { fetchPack } from './fetch-pack.js';
import { findProblems } from './find-problems.js';
import { joinFiles } from './join-files.js';
import { createState, type FileMap, type Handler, type State } from './state.js';

/** Fetches the published sheets, joins them with the dropped files and checks them. */
export const open: Handler<'open'> = async (state, { site, files, withFigures }, onStep): Promise<Findings> => {
  const started = performance.now();
  if (state.site !== site || state.withFigures !== withFigures)
    Object.assign(state, await fetchProject(site, withFigures, onStep));
  Object.assign(state, joinFiles(state.published, files), { changes: [] });
  return { ...(await findProblems(state, onStep)), milliseconds: performance.now() - started };
};

async function fetchProject(
  site: string,
  withFigures: boolean,
  onStep: Parameters<typeof open>[2],
): Promise<Omit<State, 'readWorkbook'>> {
  onStep('fetching the published sheets');
  const published: FileMap = await fetchPack(site, packFile);
  const { figures, ...settings }: ProjectSettings = JSON.parse(textOf(published.get(settingsFile) as Uint8Array));
  published.delete(settingsFile);
  if (withFigures && figures > 0) {
    onStep('fetching the figures');
    for (const [file, bytes] of await fetchPack(site, figuresPackFile)) published.set(file, bytes);
  }
  const { readWorkbook: _same, ...empty } = createState();
  return { ...empty, site, withFigures, published, settings };
}
