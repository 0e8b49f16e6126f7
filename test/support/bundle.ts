import path from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './gcm.js';

/**
 * Bundles a module for browsers, without polyfills, into one script. `code` imports compiled modules by their path in the
 * folder: "./dist/index.js", or "gcm-graph" where it is installed. Throws when something needs Node or cannot be found.
 */
export async function bundleForBrowser(code: string, folder = root): Promise<string> {
  const entry = path.join(folder, 'entry-of-a-test.js');
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    plugins: [
      { name: 'entry', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? code : null) },
    ],
    onLog: (level, { message }) => {
      if (level === 'warn') throw new Error(message);
    },
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  const [script, ...others] = output;
  if (others.length > 0 || script.imports.length > 0) throw new Error(`the bundle needs ${script.imports.join(', ')}`);
  return script.code;
}
