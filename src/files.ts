/** Why a file cannot be read. */
export interface FileFault {
  /** "ENOENT": it does not exist; "EFBIG": it is too large; "EAGAIN": it was written to meanwhile; or another name of the system's. */
  code: string;
  words: string; // "it is a folder"
  bytes?: number; // how large a file is that is too large
}

/** The limits for reading a sheet: it must be a plain file inside this folder, of at most this many bytes. */
export interface FileLimits {
  folder: string;
  bytes: number;
}

/** Files as the pipeline reads them, by the names that people use for them: "data/links.csv". */
export interface Files {
  /** The bytes of a file, or why they cannot be read. */
  read(name: string, limits?: FileLimits): Uint8Array | FileFault;
  /** The names of files and folders in a folder, sorted by UTF-16 code units; empty when the folder does not exist. */
  list(folder: string): string[];
}

/** Files in memory. As on a disk, "./data/links.csv" and "data/links.csv" are the same file. */
export function filesOf(given: ReadonlyMap<string, Uint8Array>): Files {
  const files = new Map([...given].map(([name, bytes]) => [plainName(name), bytes]));
  return {
    read: (name, limits) => {
      const bytes = files.get(plainName(name));
      if (!bytes) return { code: 'ENOENT', words: `ENOENT: no such file or directory, open '${name}'` };
      if (limits && bytes.length > limits.bytes)
        return { code: 'EFBIG', words: 'it is too large', bytes: bytes.length };
      return bytes;
    },
    list: (folder) => {
      const start = plainName(fileIn(folder, ''));
      const inside = [...files.keys()].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
      return [...new Set(inside.map((name) => name.split('/')[0] as string))].sort();
    },
  };
}

/** A name without the parts that lead nowhere: "data/links.csv" of "./data//./links.csv". */
const plainName = (name: string): string => name.replace(/\/{2,}/g, '/').replace(/(?<=^|\/)(?:\.\/)+/g, '');

/** The name of a file in a folder: "data" and "links.csv" are "data/links.csv"; "." and "links.csv" are "links.csv". */
export const fileIn = (folder: string, name: string): string =>
  folder === '.' ? name : `${folder.replace(/\/+$/, '')}/${name}`;

/** A file's name without its folder: "links.csv" of "data/links.csv". */
export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
