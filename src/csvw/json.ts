import { didYouMean } from '../nearest.js';
import { inheritedProperties, isUnsupported, kindOf, ownProperties } from './vocabulary.js';

/** Reading of JSON that people write: anything may stand anywhere, so what is not as it should be reads as absent. */
export type Json = Record<string, unknown>;

/** Takes a fault with the path of the property: "tables[3].tableSchema". */
export type Report = (path: string, message: string, severity?: 'error' | 'warning') => void;

export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const list = (value: unknown): string[] => (typeof value === 'string' ? [value] : array(value).map(String));
export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A property that nobody knows, or with a value of another kind, would be ignored in silence by any processor. */
export function checkProperties(given: Json, kind: keyof typeof ownProperties, path: string, report: Report): void {
  const known = kind === 'datatype' ? ownProperties.datatype : { ...ownProperties[kind], ...inheritedProperties };
  for (const [name, value] of Object.entries(given)) {
    if (name.includes(':')) continue;
    const kinds = Object.hasOwn(known, name) ? known[name] : undefined;
    const found = kindOf(value);
    if (!kinds) report(path, `unknown property "${name}"${didYouMean(name, Object.keys(known))}`, 'warning');
    else if (isUnsupported(kind, name)) report(path, `${name} is not supported here`);
    else if (!kinds.some((one) => one === found)) report(path, `${name} must be ${kinds.join(' or ')}, not ${found}`);
  }
}
