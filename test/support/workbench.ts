import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { diskFiles } from '../../src/node/disk-files.js';
import { readFamilies } from '../../src/sheets/family-files.js';
import { readSheets } from '../../src/sheets/sheets.js';
import { projectPacks } from '../../src/site/workbench/project-pack.js';
import { zipParts } from '../../src/workbook/zip.js';

/** Returns all files of a folder by their paths in it. */
export const filesIn = (folder: string, under = ''): Map<string, Uint8Array> =>
  new Map(
    readdirSync(path.join(folder, under), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one): [string, Uint8Array] => {
        const file = path.join(one.parentPath, one.name);
        return [path.relative(folder, file), readFileSync(file)];
      }),
  );

/** Returns the files that the site of a project has for the workbench. */
export async function packsOf(folder: string): Promise<Map<string, Uint8Array>> {
  const data = path.join(folder, 'data');
  const figures = readFamilies(diskFiles, data, await readSheets(diskFiles, data)).files;
  const copies = [...filesIn(folder, 'data')].map(([file, bytes]) => ({ file, bytes, mediaType: '' }));
  const project = { files: diskFiles, data, ontology: `${folder}/ontology`, queries: `${folder}/queries` };
  return new Map(projectPacks(project, copies, figures).map(({ file, content }) => [file, zipParts(content)]));
}
