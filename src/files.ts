import { compareCodePoints } from './order.js';

/** Why a file cannot be read: the system's name for it ("ENOENT": it does not exist), and words for people. */
export interface FileFault {
  code: 'ENOENT' | 'EISDIR' | string;
  words: string; // "it is a folder"; follows "the file cannot be read: "
}

/** Files as the pipeline reads them, by the names that people use for them: "data/links.csv". */
export interface Files {
  /** The bytes of a file, or why they cannot be read. */
  read(name: string): Uint8Array | FileFault;
  /** The names of the plain files in a folder, without the folder, in code point order; empty when it does not exist. */
  list(folder: string): string[];
}

/** Files that are in memory. */
export const filesOf = (files: ReadonlyMap<string, Uint8Array>): Files => ({
  read: (name) => files.get(name) ?? { code: 'ENOENT', words: 'it does not exist' },
  list: (folder) => {
    const start = fileIn(folder, '');
    const names = [...files.keys()].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
    return names.filter((name) => name !== '' && !name.includes('/')).sort(compareCodePoints);
  },
});

/** The name of a file in a folder: "data" and "links.csv" are "data/links.csv"; "." and "links.csv" are "links.csv". */
export const fileIn = (folder: string, name: string): string =>
  folder === '.' || folder === '' ? name : `${folder.replace(/\/+$/, '')}/${name}`;
