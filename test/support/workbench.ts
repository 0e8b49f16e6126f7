import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { diskFiles } from '../../src/node/disk-files.js';
import { projectPacks } from '../../src/site/workbench/project-pack.js';

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

/** Returns the files that the site of a project has for the workbench. A file in `data/figures` contains figures. */
export function packsOf(folder: string): Map<string, Uint8Array> {
  const copies = [...filesIn(folder, 'data')].map(([file, bytes]) => ({ file, bytes, mediaType: '' }));
  const figures = copies.filter(({ file }) => /data\/(figures|context)\//.test(file));
  const project = { files: diskFiles, data: '', ontology: `${folder}/ontology`, queries: `${folder}/queries` };
  const packs = projectPacks(
    project,
    copies,
    figures.map(({ file }) => ({ name: file.slice('data/'.length) }) as never),
  );
  return new Map(packs.map(({ file, content }) => [file, content as Uint8Array]));
}
