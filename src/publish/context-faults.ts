import { placeAt } from '../csvw/metadata/places.js';
import { type Problem, problemOf } from '../problem.js';
import { didYouMean } from '../text/nearest.js';
import type { JsonObject } from './chunks.js';
import texts from './messages.json' with { type: 'json' };

/** A JSON-LD file of the ontology. */
interface JsonFile {
  file: string;
  text: string;
}

/** Reports names that the context does not declare: prefixes in the context itself, classes and properties in the frame. */
export function contextFaults(
  context: JsonObject,
  inContext: JsonFile,
  frame: JsonObject | undefined,
  inFrame: JsonFile,
) {
  const declared = Object.keys(context);
  const problems: Problem[] = [];
  const judge = (name: unknown, { file, text }: JsonFile): void => {
    if (typeof name !== 'string' || name.startsWith('@') || declared.includes(name) || /^[\w-]+:\/\//.test(name))
      return;
    const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : name;
    if (name.includes(':') && declared.includes(prefix)) return;
    const where = placeAt(file, text, Math.max(0, text.indexOf(`"${name}"`)));
    problems.push(problemOf(texts.undeclared, where, { name, guess: didYouMean(prefix, declared) }));
  };
  for (const term of Object.values(context)) {
    const id = typeof term === 'object' && term !== null ? (term as JsonObject)['@id'] : term;
    if (typeof id === 'string' && id.includes(':')) judge(id, inContext);
  }
  const names = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) names(one);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '@context') continue;
      judge(key, inFrame);
      for (const type of key === 'type' || key === '@type' ? [value].flat() : []) judge(type, inFrame);
      names(value);
    }
  };
  names(frame);
  return problems;
}
