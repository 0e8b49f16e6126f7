import { textOf } from '../bytes.js';
import { baseName } from '../files.js';
import { isWorkbook } from '../sheets/table-group.js';
import type { NamedFile } from '../site/workbench/messages.js';
import type { FileMap, State } from './state.js';

/** The result of joining dropped files with the published ones. */
export type Joined = Pick<State, 'files' | 'workbooks' | 'dropped' | 'isOwnProject'>;

/**
 * Joins dropped files with the project of the site. A CSV file replaces the file with the same name, and a workbook the sheets that
 * it contains. A folder with a tables.json and an ontology is a complete project.
 */
export function joinFiles(published: FileMap, dropped: readonly NamedFile[]): Joined {
  const visible = dropped.filter(({ path }) => !/(^|\/)(\.(?!~lock)|__MACOSX\/)/.test(path));
  const own = ownProject(visible);
  if (own) return { files: own, workbooks: [], dropped: new Set(own.keys()), isOwnProject: true };
  const files = new Map(published);
  const workbooks: NamedFile[] = [];
  const names = new Set<string>();
  const metadata =
    visible.find(({ path }) => baseName(path) === 'tables.json')?.bytes ?? published.get('data/tables.json');
  const named = metadata ? textOf(metadata) : '';
  for (const { path, bytes } of visible) {
    const file = placeOf(path, published);
    const isImported =
      isWorkbook(path) &&
      !/^(~\$|\.~lock)/.test(baseName(path)) &&
      !published.has(file) &&
      !named.includes(`"${baseName(path)}#`);
    if (isImported) workbooks.push({ path: baseName(path), bytes });
    else files.set(file, bytes);
    names.add(isImported ? baseName(path) : file);
  }
  return { files, workbooks, dropped: names, isOwnProject: false };
}

/** The files of a folder with a tables.json and an ontology, by their paths in the project. */
function ownProject(dropped: readonly NamedFile[]): FileMap | undefined {
  const metadata = dropped.find(({ path }) => baseName(path) === 'tables.json')?.path;
  if (metadata === undefined) return undefined;
  const data = metadata.slice(0, -'tables.json'.length); // "words/data/"
  const root = data.replace(/[^/]*\/$/, '');
  if (data === '' || !dropped.some(({ path }) => path.startsWith(`${root}ontology/`))) return undefined;
  const inProject = (path: string): string =>
    path.startsWith(data) ? `data/${path.slice(data.length)}` : path.slice(root.length);
  return new Map(
    dropped.filter(({ path }) => path.startsWith(root)).map(({ path, bytes }) => [inProject(path), bytes]),
  );
}

/** The path in the project of a dropped file: the published file whose path has the longest common end. */
function placeOf(path: string, published: FileMap): string {
  const steps = path.split('/');
  for (let at = 0; at < steps.length; at++) {
    const end = steps.slice(at).join('/');
    const found = published.has(end) ? end : [...published.keys()].find((file) => file.endsWith(`/${end}`));
    if (found !== undefined) return found;
  }
  return `data/${path.replace(/^(?:.*\/)?data\//, '')}`;
}
