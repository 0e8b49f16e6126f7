import { didYouMean } from '../nearest.js';
import { inheritedProperties, ownProperties } from './vocabulary.js';

/** Reading of JSON that people write: anything may stand anywhere, so what is not as it should be reads as absent. */
export type Json = Record<string, unknown>;

/** Takes a fault with the path of the property: "tables[3].tableSchema". */
export type Report = (path: string, message: string, severity?: 'error' | 'warning') => void;

export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const list = (value: unknown): string[] => (typeof value === 'string' ? [value] : array(value).map(String));
export const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A property that nobody knows is a slip of the pen: it would be ignored in silence by every other processor. */
export function checkProperties(given: Json, kind: keyof typeof ownProperties, path: string, report: Report): void {
  const known: string[] = [...ownProperties[kind], ...inheritedProperties];
  for (const name of Object.keys(given)) {
    if (known.includes(name) || name.includes(':')) continue;
    report(path, `unknown property "${name}"${didYouMean(name, known)}`, 'warning');
  }
}
