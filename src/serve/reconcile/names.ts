import { fold } from '../../search/terms.js';
import type { Entity, Value } from './entities.js';

/** A name without what is written differently from place to place: capitals, accents, punctuation, spaces. */
export const nameKey = (name: string): string => (fold(name).match(/\p{L}+|\p{N}+/gu) ?? []).join(' ');

/** The name in a language, else in English, else without a language, else in any. */
export function nameOf(entity: Entity, language: string): Value {
  const { names } = entity;
  const found =
    names.find((name) => name.language === language) ??
    names.find((name) => name.language === 'en') ??
    names.find((name) => name.language === '') ??
    names[0];
  return found as Value; // who has none is no entity
}

/** The code that people write: of "16.02.02", "16.2.2" and "C160202" the second. */
export const codeOf = ({ codes }: Entity): string | undefined =>
  codes.find((code) => /^[1-9]\d*(?:\.(?:[1-9]\d*|[a-z]))*$/.test(code)) ?? codes[0];
