/** Reason why a file cannot be read. */
export interface FileFault {
  /**
   * System error code: "ENOENT" (missing), "EFBIG" (too large), "EAGAIN" (changed while being read) …
   */
  code: string;
  words: string; // "it is a folder"
  bytes?: number; // size of a file that is too large
}

/** Limits for reading a sheet: it must be a plain file in this folder, with at most this many bytes. */
export interface FileLimits {
  folder: string;
  bytes: number;
}

/** Files as the pipeline reads them, by paths such as "data/links.csv". */
export interface Files {
  /** Returns the bytes of a file, or the reason why it cannot be read. */
  read(name: string, limits?: FileLimits): Uint8Array | FileFault;
  /** Returns the names in a folder, sorted by UTF-16 code units. A missing folder is empty. */
  list(folder: string): string[];
}

/** Files in memory. As on a disk, "./data/links.csv" and "data/links.csv" are the same file. */
export function filesOf(given: ReadonlyMap<string, Uint8Array>): Files {
  const files = new Map([...given].map(([name, bytes]) => [plainName(name), bytes]));
  return {
    read: (name, limits) => {
      const bytes = files.get(plainName(name));
      if (!bytes) return { code: 'ENOENT', words: 'the file does not exist' };
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

/** Normalizes a path: "./data//./links.csv" → "data/links.csv". */
const plainName = (name: string): string => name.replace(/\/{2,}/g, '/').replace(/(?<=^|\/)(?:\.\/)+/g, '');

/** Joins a folder and a file name: "data" and "links.csv" → "data/links.csv"; "." and "links.csv" → "links.csv". */
export const fileIn = (folder: string, name: string): string =>
  folder === '.' ? name : `${folder.replace(/\/+$/, '')}/${name}`;

/** Returns a file name without its folder: "data/links.csv" → "links.csv". */
export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
