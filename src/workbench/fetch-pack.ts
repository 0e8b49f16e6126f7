import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { isAt, joinBytes } from '../bytes.js';
import { UserError } from '../problem.js';
import type { FileMap } from './state.js';

/** Fetches a file of the site. Throws `UserError`. */
export const fetchFile = async (site: string, file: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetched(site, file)).arrayBuffer());

async function fetched(site: string, file: string): Promise<Response> {
  const answer = await fetch(new URL(file, site)).catch((error: Error) => {
    throw new UserError(`${file} cannot be fetched: ${error.message}`);
  });
  if (!answer.ok) throw new UserError(`${file} cannot be fetched: ${answer.status} ${answer.statusText}`);
  return answer;
}

/**
 * Fetches packed files of the site. Each file is unpacked while the pack arrives, so the pack is never in memory as a whole.
 * `onShare` is called with the share that has arrived, if the server gives the size. Throws `UserError`.
 */
export async function fetchPack(site: string, file: string, onShare = (_: number) => {}): Promise<FileMap> {
  const answer = await fetched(site, file);
  const size = Number(answer.headers.get('content-length'));
  const files: FileMap = new Map();
  let missing = 0; // bytes of files whose end has not arrived
  const unzip = new Unzip((entry) => {
    missing += entry.originalSize ?? 0;
    unpack(entry, files, (length) => {
      missing -= length;
    });
  });
  unzip.register(UnzipInflate);
  let count = 0;
  let end: Uint8Array = new Uint8Array();
  try {
    const reader = answer.body?.getReader();
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {};
      if (value) {
        unzip.push(value);
        end = joinBytes([end, value]).slice(-endLength);
        count += value.length;
        if (count <= size) onShare(count / size);
      }
      if (done) break;
    }
    unzip.push(new Uint8Array(), true);
    if (missing !== 0 || files.size === 0 || files.size !== countIn(end)) throw new Error('it is not complete');
  } catch (error) {
    throw new UserError(`${file} cannot be unpacked: ${(error as Error).message}`);
  }
  return files;
}

/** The length of the last record of a ZIP file without a comment (APPNOTE.TXT, section 4.3.16). */
const endLength = 22;

/** The number of files of a ZIP file, from its last record; undefined if the file ends before. */
const countIn = (end: Uint8Array): number | undefined =>
  end.length === endLength && isAt(end, 0, [0x50, 0x4b, 5, 6])
    ? new DataView(end.buffer, end.byteOffset).getUint16(10, true)
    : undefined;

/** Writes an entry into an array of its size. */
function unpack(entry: UnzipFile, files: FileMap, onLength: (length: number) => void): void {
  const bytes = new Uint8Array(entry.originalSize ?? 0);
  let at = 0;
  entry.ondata = (error, piece) => {
    if (error) throw error;
    bytes.set(piece, at);
    at += piece.length;
    onLength(piece.length);
  };
  files.set(entry.name, bytes);
  entry.start();
}
