// Loaded with --import: writes "imported FILE" to stderr for every ESM or CommonJS module that the process loads.
import Module, { register } from 'node:module';

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const exported = load.call(this, request, parent, isMain);
  try {
    process.stderr.write(`imported ${Module._resolveFilename(request, parent, isMain)}\n`);
  } catch {
    // a built-in module
  }
  return exported;
};
register(
  `data:text/javascript,${encodeURIComponent(`
    import { writeSync } from 'node:fs';
    export async function load(url, context, next) {
      writeSync(2, 'imported ' + url + '\\n');
      return next(url, context);
    }`)}`,
);
