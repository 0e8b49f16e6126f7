import { unzipSync } from 'fflate';
import { UserError } from '../problem.js';
import type { FileMap } from './state.js';

/** Fetches a file of the site. Throws `UserError`. */
export async function fetchFile(site: string, file: string): Promise<Uint8Array> {
  const answer = await fetch(new URL(file, site)).catch((error: Error) => {
    throw new UserError(`${file} cannot be fetched: ${error.message}`);
  });
  if (!answer.ok) throw new UserError(`${file} cannot be fetched: ${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Fetches packed files of the site. Throws `UserError`. */
export const fetchPack = async (site: string, file: string): Promise<FileMap> =>
  new Map(Object.entries(unzipSync(await fetchFile(site, file))));
