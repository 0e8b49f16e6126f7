import { textOf, utf8 } from '../bytes.js';
import { baseName } from '../files.js';
import { isWorkbook } from '../sheets/table-group.js';
import type { NamedFile } from '../site/workbench/messages.js';
import {
  figuresPackFile,
  headersFile,
  type KnownFigures,
  packFile,
  settingsFile,
} from '../site/workbench/project-pack.js';
import { fetchPack } from './fetch-pack.js';
import { createState, type OnStep, type State } from './state.js';

/** Fetches the project of a site, with the headers of its files of figures. */
export async function loadProject(state: State, site: string, onStep: OnStep): Promise<void> {
  onStep('fetching the published sheets');
  const published = await fetchPack(site, packFile);
  const jsonIn = <T>(file: string): T => {
    const text = textOf(published.get(file) ?? utf8('{}'));
    published.delete(file);
    return JSON.parse(text) as T;
  };
  const settings = jsonIn<State['settings']>(settingsFile);
  const figures = jsonIn<Record<string, KnownFigures>>(headersFile);
  for (const [name, { header }] of Object.entries(figures)) published.set(`data/${name}`, utf8(header));
  const { readWorkbook: _same, ...empty } = createState();
  Object.assign(state, empty, { site, published, settings, figures });
}

/** Fetches the rows of the figures, once. Files that were dropped stay. */
export async function loadFigures(state: State, onStep: OnStep): Promise<void> {
  if (state.withFigures || Object.keys(state.figures).length === 0) return;
  const step = 'fetching the figures';
  onStep(step);
  for (const [file, bytes] of await fetchPack(state.site, figuresPackFile, (share) => onStep(step, share))) {
    if (state.files.get(file) === state.published.get(file)) state.files.set(file, bytes);
    state.published.set(file, bytes);
  }
  state.withFigures = true;
}

/** True if a dropped file contains figures: a file or a sheet of a workbook with the name of a file of figures. */
export async function hasFigures({ figures, readWorkbook }: State, dropped: readonly NamedFile[]): Promise<boolean> {
  const names = new Set(Object.keys(figures).map((name) => stemOf(name)));
  for (const { path, bytes } of dropped) {
    if (!isWorkbook(path)) {
      if (names.has(stemOf(path)) && Object.keys(figures).some((name) => path.endsWith(baseName(name)))) return true;
      continue;
    }
    const { workbook } = await readWorkbook(bytes, baseName(path));
    if (workbook?.sheets.some(({ name }) => names.has(name.toLowerCase()))) return true;
  }
  return false;
}

const stemOf = (path: string): string =>
  baseName(path)
    .replace(/\.[^.]*$/, '')
    .toLowerCase();
