import { textOf, utf8 } from '../../bytes.js';
import { type Files, fileIn } from '../../files.js';
import type { Project } from '../../project.js';
import type { Copy } from '../../publish/publish.js';
import type { Page } from '../../publish/release-files.js';
import type { Census } from '../../sheets/family-census.js';
import type { FamilyFile } from '../../sheets/family-files.js';
import type { Parts } from '../../workbook/zip.js';

/** The files of a project in its web site, from which the workbench checks changed sheets. */

/** The published sheets without figures, the ontology, the queries and the settings. */
export const packFile = 'data/project.zip';

/** The published files of figures. */
export const figuresPackFile = 'data/project-figures.zip';

/** The file with the settings in the pack. */
export const settingsFile = 'settings.json';

/** The file with the header and the census of each file of figures, by name. A check does not need their rows. */
export const headersFile = 'figures.json';

/** The header and the census of a file of figures. */
export interface KnownFigures {
  header: string;
  census: Census;
}

/** The settings of a project that its sheets do not contain. */
export type ProjectSettings = Pick<Project, 'base' | 'siteAddress'>;

/** A pack of files. It becomes a ZIP file when it is written. */
export interface Pack extends Page {
  content: Parts;
}

type Figures = Pick<FamilyFile, 'name' | 'bytes' | 'from' | 'census'>;

/**
 * Returns the files of a project in packs. The folders get their usual names. The sheets are the published ones, without
 * private columns. Reads all files immediately, so later changes to the project have no effect.
 */
export function projectPacks(project: Project, copies: readonly Copy[], figures: readonly Figures[]): Pack[] {
  const { base, siteAddress } = project;
  const headers: Record<string, KnownFigures> = {};
  for (const { name, bytes, from, census } of figures)
    if (census.isClean) headers[name] = { header: textOf(bytes.subarray(0, from)), census };
  const sheets: Parts = new Map();
  const rows: Parts = new Map();
  for (const { file, bytes } of copies)
    if (file.startsWith('data/')) (headers[file.slice('data/'.length)] ? rows : sheets).set(file, bytes);
  const figuresPack = rows.size > 0 ? [{ file: figuresPackFile, content: rows }] : [];
  const settings: ProjectSettings = { ...(base && { base }), ...(siteAddress && { siteAddress }) };
  const parts: Parts = new Map([
    ...sheets,
    ...filesIn(project.files, project.ontology, 'ontology'),
    ...filesIn(project.files, project.queries, 'queries'),
    [settingsFile, utf8(`${JSON.stringify(settings)}\n`)],
    [headersFile, utf8(`${JSON.stringify(headers)}\n`)],
  ]);
  return [{ file: packFile, content: parts }, ...figuresPack];
}

/** All files in a folder and its folders that can have a meaning for a check, with other names. */
function* filesIn(files: Files, folder: string, name: string): Generator<[name: string, bytes: Uint8Array]> {
  for (const one of files.list(folder)) {
    if (one.startsWith('.')) continue;
    const [file, as] = [fileIn(folder, one), `${name}/${one}`];
    if (!/\.\w+$/.test(one)) yield* filesIn(files, file, as);
    else if (!/\.(png|svg)$/.test(one)) {
      const bytes = files.read(file);
      if (!('words' in bytes)) yield [as, bytes];
    }
  }
}
