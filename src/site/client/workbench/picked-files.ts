import type { NamedFile } from '../../workbench/messages.js';

/** A file that the steward has chosen, with its path in the chosen folder. */
export interface PickedFile {
  path: string;
  file: File;
}

/** The files that a check reads: sheets, their description, ontologies and queries. */
const readable = /\.(?:xlsx|ods|fods|csv|tsv|json|jsonld|ttl|rq)$/i;
const skippedFolders = /(?:^|\/)(?:\.[^/]*|__MACOSX|node_modules|build)\//;

const isReadable = ({ path }: PickedFile): boolean => readable.test(path) && !skippedFolders.test(path);

/** The files of a file dialog. */
export const filesOfInput = (files: FileList | null): PickedFile[] =>
  [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file })).filter(isReadable);

/** The files of a drop, with those in folders. The entries must be read at once, because the browser then forgets them. */
export async function filesOfDrop({ items, files }: DataTransfer): Promise<PickedFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return filesOfInput(files);
  return (await Promise.all(entries.map(filesIn))).flat().filter(isReadable);
}

async function filesIn(entry: FileSystemEntry): Promise<PickedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path, file }];
  }
  if (skippedFolders.test(`${path}/`)) return [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return (await Promise.all(found.map(filesIn))).flat();
    found.push(...some); // a browser returns at most 100 entries at a time
  }
}

/** The content of the files. */
export const filesToSend = (picked: readonly PickedFile[]): Promise<NamedFile[]> =>
  Promise.all(picked.map(async ({ path, file }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) })));
