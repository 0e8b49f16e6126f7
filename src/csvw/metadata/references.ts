import type { Loader } from '../loaders/loader.js';
import { isObject, type Json, location, type Report } from '../vocabulary/json.js';
import { resolve } from '../vocabulary/url.js';
import { readContext } from './context.js';
import { parseMetadata } from './parse.js';

/**
 * Puts the schemas and dialects that a document only names by their address in their places
 * (Metadata Vocabulary, section 5.1.5: object properties). One that cannot be read is an error.
 */
export async function followReferences(document: Json, url: string, load: Loader, report: Report): Promise<Json> {
  const { base } = readContext(document['@context'], url, () => {}); // what is wrong with it is told when it is read
  const follow = async (given: Json, path: string): Promise<Json> => {
    const result: Json = { ...given };
    for (const name of ['tableSchema', 'dialect']) {
      const reference = given[name];
      if (typeof reference === 'string')
        result[name] = await fetchObject(resolve(reference, base), load, `${path}${name}`, report);
    }
    return result;
  };
  const group = await follow(document, '');
  if (!Array.isArray(group['tables'])) return group;
  const tables = group['tables'].map((table: unknown, i) => (isObject(table) ? follow(table, `tables[${i}].`) : table));
  return { ...group, tables: await Promise.all(tables) };
}

async function fetchObject(url: string, load: Loader, path: string, report: Report): Promise<Json> {
  const resource = await load(url);
  if (!resource) {
    report(path, `there is nothing at ${url}`);
    return {};
  }
  const text = new TextDecoder().decode(await resource.bytes());
  const found = parseMetadata(text, (_, message) => report(path, `${resource.file}: ${message}`));
  return found ? { ...found, [location]: url } : {};
}
