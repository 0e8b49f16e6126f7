import path from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './gcm.js';

/**
 * Bundles a module into one script for browsers, without polyfills. `code` imports compiled modules by their path in
 * the folder ("./dist/index.js"), or an installed package ("gcm-graph"). Throws if a module needs Node or is missing.
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
  if (others.length > 0 || script.imports.length > 0) throw new Error(`The bundle needs ${script.imports.join(', ')}`);
  return script.code;
}
