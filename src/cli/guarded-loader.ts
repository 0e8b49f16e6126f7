import type { Loader } from '../csvw/loaders/loader.js';
import { UserError } from '../problem.js';
import { isSameFile } from './output-file.js';

/** A loader that does not let what is read be written over; `option` is the one that names the outputs: "--out". */
export const guarded =
  (load: Loader, outputs: string[], option: string): Loader =>
  async (url) => {
    const resource = await load(url);
    const target = resource?.path !== undefined && outputs.find((file) => isSameFile(file, resource.path as string));
    if (target) throw new UserError(`${option}: ${target} is what is read`);
    return resource;
  };
