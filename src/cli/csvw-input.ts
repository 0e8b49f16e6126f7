import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Input } from '../csvw/csvw.js';
import type { Loader } from '../csvw/loaders/loader.js';
import { addressOf, createFileLoader } from '../node/csvw/file-loader.js';
import { UserError } from '../problem.js';
import type { Run } from './commands.js';

const isWeb = (name: string): boolean => /^https?:\/\//.test(name);

/** What a command line names: a file, or an address that is then, and only then, read over the network. */
export async function openInput(
  [given = '']: string[],
  options: Parameters<Run>[1],
): Promise<{ input: Input; load: Loader }> {
  const metadata = options['metadata'] as string | undefined;
  const base = options['base'] as string | undefined;
  if (base !== undefined && !(URL.canParse(base) && base.endsWith('/')))
    throw new UserError(`--base: ${base} must be an address that ends with a slash`);
  if (isWeb(given)) return openWeb(given, metadata, base);
  const names = [given, ...(metadata === undefined ? [] : [metadata])];
  for (const name of names)
    if (!existsSync(name) || !statSync(name).isFile()) throw new UserError(`there is no file ${name}`);
  const files = names.map((name) => path.resolve(name));
  const folders = [...new Set(files.flatMap((file) => [path.dirname(file), path.dirname(realpathSync(file))]))];
  const [url = '', ...described] = files.map((file) => addressOf(file, base));
  return {
    input: { url, ...(described[0] !== undefined && { metadata: described[0] }), ...(base !== undefined && { base }) },
    load: createFileLoader(folders, base),
  };
}

async function openWeb(url: string, metadata: string | undefined, base: string | undefined) {
  if (metadata !== undefined && !isWeb(metadata))
    throw new UserError(`--metadata: ${metadata} must be an address too, for ${url} is one`);
  const { createWebLoader } = await import('../csvw/loaders/web-loader.js');
  const input: Input = { url, ...(metadata !== undefined && { metadata }), ...(base !== undefined && { base }) };
  return { input, load: createWebLoader() };
}
