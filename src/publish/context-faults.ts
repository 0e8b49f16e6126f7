import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { placeAt } from '../csvw/metadata/places.js';
import { type Problem, problemOf } from '../problem.js';
import { iriFault, languageFault } from '../rdf/iri.js';
import { didYouMean } from '../text/nearest.js';
import type { JsonObject } from './chunks.js';
import known from './jsonld-values.json' with { type: 'json' };
import texts from './messages.json' with { type: 'json' };

/** A JSON-LD file of the ontology. */
interface JsonFile {
  file: string;
  text: string;
}

type Path = (string | number)[];

/** Receives a fault at a property or value of a file. */
type Tell = (path: Path, wording: keyof typeof texts, values: Record<string, unknown>) => void;

/**
 * Reports what a JSON-LD processor would refuse in the context and frame of a project, and names that the context does not
 * declare. The processor itself is large, and its errors have no places. A generated context has no file.
 */
export function contextFaults(
  context: JsonObject,
  inContext: JsonFile | undefined,
  frame: JsonObject | undefined,
  inFrame: JsonFile,
): Problem[] {
  const problems: Problem[] = [];
  if (inContext) checkContext(context, context, ['@context'], teller(inContext, problems));
  if (frame !== undefined) checkFrame(frame, context, [], teller(inFrame, problems));
  return problems;
}

function teller({ file, text }: JsonFile, problems: Problem[]): Tell {
  const tree = parseTree(text);
  return (path, wording, values) => {
    const node = tree && findNodeAtLocation(tree, path);
    const found = node?.parent?.type === 'property' && values['value'] === undefined ? node.parent : node;
    problems.push(problemOf(texts[wording], placeAt(file, text, found?.offset ?? 0), values));
  };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tells whether a value fits its kind in jsonld-values.json: a list of values, or words. */
function fits(kind: string | unknown[], value: unknown, context: JsonObject): boolean {
  if (Array.isArray(kind)) return kind.includes(value);
  if (value === null) return kind.endsWith('or null');
  const every = (test: (one: string) => boolean): boolean =>
    (isObject(value) && Object.keys(value).length === 0) ||
    [value].flat().every((one) => typeof one === 'string' && test(one));
  switch (kind) {
    case 'a container':
      return isContainer([value].flat());
    case 'a text or a number':
      return typeof value === 'string' || typeof value === 'number';
    case 'a context or null':
    case 'a frame':
      return isObject(value);
    case 'IRIs or {}':
      return every((one) => expanded(one, context) !== undefined);
    case 'texts or {}':
      return every(() => true);
    case 'classes or {}':
      return every(() => true); // each name is checked later
    case 'a language tag or null':
      return typeof value === 'string' && languageFault(value) === undefined;
    case 'an IRI or null':
      return typeof value === 'string' && iriFault(value) === undefined;
    default:
      return typeof value === 'string' && value !== '';
  }
}

/** True for at most one kind of map, alone or with `@set`; lists and sets cannot be combined. */
function isContainer(kinds: unknown[]): boolean {
  const [first, ...more] = kinds.filter((one) => one !== '@set');
  const isLone = first !== '@list' || kinds.length === 1;
  return (
    kinds.length > 0 && more.length === 0 && isLone && kinds.every((one) => known.containers.includes(String(one)))
  );
}

/** The IRI of a name in a context: a term, a prefixed name or an IRI. Undefined if the context does not declare it. */
function expanded(name: string, context: JsonObject, before: string[] = []): string | undefined {
  if (before.includes(name)) return undefined;
  const idOf = (term: string): unknown => {
    const value = Object.hasOwn(context, term) ? context[term] : undefined;
    return isObject(value) ? (value['@id'] ?? value['@reverse'] ?? term) : value;
  };
  const inner = (id: unknown): string | undefined => {
    if (typeof id !== 'string') return undefined;
    return known.aliases.includes(id) ? id : expanded(id, context, [...before, name]);
  };
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(colon, 0));
  if (Object.hasOwn(context, name) && idOf(name) !== name) return inner(idOf(name));
  if (colon < 0) return typeof context['@vocab'] === 'string' && name !== '' ? context['@vocab'] + name : undefined;
  if (known.schemes.includes(prefix) || name.startsWith('//', colon + 1)) return iriFault(name) ? undefined : name;
  const namespace = inner(idOf(prefix));
  return namespace === undefined || namespace.startsWith('@') ? undefined : namespace + name.slice(colon + 1);
}

function checkContext(own: JsonObject, context: JsonObject, at: Path, tell: Tell): void {
  const ofContext: Record<string, string | unknown[]> = known.context;
  for (const [term, value] of Object.entries(own)) {
    const path = [...at, term];
    if (Object.hasOwn(ofContext, term)) checkValue(ofContext, term, value, context, path, tell);
    else if (term === '@type' && isObject(value)) checkAlias(value, path, tell);
    else if (term.startsWith('@') || term === '' || known.schemes.includes(term))
      tell(path, 'keyword', { name: term, where: 'context', guess: didYouMean(term, Object.keys(ofContext)) });
    else if (isObject(value)) checkTerm(term, value, context, path, tell);
    else if (value !== null) checkName(term, value, context, path, tell);
  }
}

function checkValue(
  kinds: Record<string, string | unknown[]>,
  name: string,
  value: unknown,
  context: JsonObject,
  path: Path,
  tell: Tell,
): void {
  const kind = kinds[name] ?? '';
  if (fits(kind, value, context)) return;
  const among = Array.isArray(kind) ? kind : kind === 'a container' ? known.containers : [];
  const expected = among.length > 0 ? `one of ${among.map((one) => JSON.stringify(one)).join(', ')}` : kind;
  const guess = typeof value === 'string' ? didYouMean(value, among.map(String)) : '';
  tell(path, 'value', { name, value: JSON.stringify(value), expected, guess });
}

/** Reports a name that the context does not declare, and other values. */
function checkName(term: string, value: unknown, context: JsonObject, path: Path, tell: Tell): void {
  const iri = typeof value === 'string' && value !== '' ? expanded(value, context, [term]) : undefined;
  const isAlias = known.aliases.includes(String(value));
  if (typeof value !== 'string' || value === '')
    tell(path, 'value', { name: term, value: JSON.stringify(value), expected: 'a name', guess: '' });
  else if (value.startsWith('@') && !isAlias)
    tell(path, 'undeclared', { name: value, value, guess: didYouMean(value, known.aliases) });
  else if (iri === undefined && !isAlias) undeclared(value, context, path, tell);
  else if (/:[^:]|\//.test(term) && iri !== expanded(term, { ...context, [term]: null }))
    tell(path, 'otherIri', { name: term, value });
}

/** Reports a name that the context does not declare: a value, or the key of a property. */
function undeclared(name: string, context: JsonObject, path: Path, tell: Tell, isKey = false): void {
  const word = name.includes(':') ? name.slice(0, name.indexOf(':')) : name;
  tell(path, 'undeclared', { name, ...(!isKey && { value: name }), guess: didYouMean(word, Object.keys(context)) });
}

function checkAlias(value: JsonObject, path: Path, tell: Tell): void {
  const isSet = Object.keys(value).length > 0 && [value['@container'] ?? '@set'].flat().join() === '@set';
  if (!isSet || Object.keys(value).some((key) => !['@container', '@protected'].includes(key)))
    tell(path, 'keyword', { name: '@type', where: 'context', guess: '' });
}

function checkTerm(term: string, value: JsonObject, context: JsonObject, path: Path, tell: Tell): void {
  const ofTerm: Record<string, string | unknown[]> = known.term;
  for (const [key, one] of Object.entries(value)) {
    const at = [...path, key];
    if (!Object.hasOwn(ofTerm, key))
      tell(at, 'keyword', { name: key, where: 'term', guess: didYouMean(key, Object.keys(ofTerm)) });
    else if (key === '@context' && isObject(one)) checkContext(one, { ...context, ...one }, at, tell);
    else if (key === '@type' && !known.types.includes(String(one))) {
      const type = typeof one === 'string' ? expanded(one, context) : undefined;
      if (typeof one === 'string' && !one.startsWith('@') && type === undefined) undeclared(one, context, at, tell);
      else if (type === undefined || type.startsWith('@'))
        checkValue({ '@type': known.types }, key, one, context, at, tell);
    } else if ((key === '@id' || key === '@reverse') && one !== null) checkName(term, one, context, at, tell);
    else checkValue(ofTerm, key, one, context, at, tell);
  }
  const { '@id': id, '@reverse': reverse, '@container': container, '@type': type, '@prefix': prefix } = value;
  const containers = [container ?? []].flat();
  const alias = known.aliases.includes(String(id));
  const isTypeAlias = id === '@type' && containers.every((one) => one === '@set') && type === undefined;
  const clash =
    (reverse !== undefined && (id !== undefined || containers.some((one) => one !== '@set' && one !== '@index'))) ||
    (containers.includes('@type') && type !== undefined && type !== '@id' && type !== '@vocab') ||
    (prefix !== undefined && (/[:/]/.test(term) || alias)) ||
    (alias && containers.length > 0 && !isTypeAlias);
  if (clash) tell(path, 'clash', { name: term });
  if (id === undefined && reverse === undefined && expanded(term, { ...context, [term]: null }) === undefined)
    tell(path, 'noId', { name: term });
}

function checkFrame(frame: JsonObject, context: JsonObject, at: Path, tell: Tell): void {
  const { type } = frame;
  const isNamed = Array.isArray(type) ? type.length > 0 : type !== undefined && !isObject(type);
  const isKnown = Object.keys(frame).every((key) => key.startsWith('@') || expanded(key, context) !== undefined);
  if (at.length === 0 && !isNamed && isKnown) tell(at, 'frameType', {});
  for (const [key, value] of Object.entries(frame)) {
    const path = [...at, key];
    const name = key.startsWith('@') ? key : expanded(key, context);
    if (key === '@context' && at.length === 0) continue; // the project's context is used
    if (name === undefined) undeclared(key, context, path, tell, true);
    else if (!name.startsWith('@')) checkInner(key, value, context, path, tell);
    else if (!Object.hasOwn(known.frame, name))
      tell(path, 'keyword', { name: key, where: 'frame', guess: didYouMean(key, Object.keys(known.frame)) });
    else {
      checkValue(known.frame, name, value, context, path, tell);
      if (name === '@reverse' && isObject(value))
        for (const [one, inner] of Object.entries(value)) checkInner(one, inner, context, [...path, one], tell);
      if (name !== '@type') continue;
      for (const [i, one] of [value].flat().entries())
        if (typeof one === 'string' && expanded(one, context) === undefined)
          undeclared(one, context, Array.isArray(value) ? [...path, i] : path, tell);
    }
  }
}

/** The value of a property in a frame is another frame. Only an empty one fits a map, for example from languages to texts. */
function checkInner(key: string, value: unknown, context: JsonObject, path: Path, tell: Tell): void {
  const term = context[key];
  const containers = isObject(term) ? [term['@container'] ?? []].flat() : [];
  const isMap = containers.some((one) => one !== '@set');
  const inner = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (isObject(inner) && !(isMap && Object.keys(inner).length > 0))
    checkFrame(inner, context, Array.isArray(value) ? [...path, 0] : path, tell);
  else {
    const expected = isMap ? '{}' : 'a frame in braces';
    tell(path, 'value', { name: key, value: JSON.stringify(value), expected, guess: '' });
  }
}
