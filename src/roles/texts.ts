import { iri } from '../rdf/iri.js';
import type { Names, Statements } from './statements.js';

/** A text and its language; "" if the language is unknown. */
interface Text {
  text: string;
  language: string;
}

/** The texts of a project that replace texts of the site. */
export interface Texts {
  /**
   * Returns the text for a key in a language, from the first subject with a text, otherwise from the ontology. A text of
   * a subject can be in another language. A text of the ontology cannot, because the program has a text in the language.
   */
  textOf(key: string, language: string, ...subjects: string[]): string | undefined;
}

/** Creates the texts of a project. `whole`: the subjects whose texts hold everywhere. */
export function createTexts(statements: Statements, whole: readonly string[], languages: readonly string[]): Texts {
  const find = (key: string, language: string, subjects: string[]): string | undefined => {
    const property = iri(`text:${key}`);
    for (const subject of subjects) {
      const found = nearestText(statements.names(subject, property), language, languages);
      if (found) return found.text;
    }
    for (const subject of whole) {
      const found = ownText(statements.names(subject, property), language);
      if (found) return found.text;
    }
    return undefined;
  };
  const known = new Map<string, string | undefined>(); // pages ask for the same texts again and again
  return {
    textOf(key, language, ...subjects) {
      const question = [key, language, ...subjects].join(' ');
      if (!known.has(question)) known.set(question, find(key, language, subjects));
      return known.get(question);
    },
  };
}

/** The text in a language, in the same language of any region, or without a language. */
function ownText(names: Names, tag: string): Text | undefined {
  const wanted = tag.toLowerCase();
  const primary = primaryOf(wanted);
  const others = [...names.keys()].filter((one) => one !== '' && primaryOf(one) === primary);
  const language = [wanted, primary, ...others, ''].find((one) => names.has(one));
  return language === undefined ? undefined : { text: names.get(language) as string, language };
}

/** The text in a language, otherwise in the first of `languages` that has one, otherwise in any language. */
export function nearestText(names: Names, language: string, languages: readonly string[]): Text | undefined {
  for (const one of [language, ...languages]) {
    const found = ownText(names, one);
    if (found && (found.language !== '' || names.size === 1)) return found;
  }
  const [first] = names;
  return first && { text: first[1], language: first[0] };
}

const primaryOf = (tag: string): string => tag.split('-')[0] ?? '';
