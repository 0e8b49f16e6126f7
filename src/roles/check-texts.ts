import type { Quad } from 'n3';
import type { Wording } from '../problem.js';
import { iri, languageFault } from '../rdf/iri.js';
import { unknownLanguage } from '../text/languages.js';
import { didYouMean } from '../text/nearest.js';
import { groupBy } from '../text/order.js';
import wordings from './messages.json' with { type: 'json' };
import type { Roles } from './roles.js';
import terms from './terms.json' with { type: 'json' };

/** Reports a fault at a statement. */
export type Tell = (wording: Wording, quad: Quad, values: Record<string, string>) => void;

/** The key of the name of a group of saved queries begins like this; the rest is the header `# group:` of the queries. */
const ofGroup = 'queries.';

/** Reports keys, placeholders and language tags of texts that the site cannot use. */
export function textFaults(used: readonly Quad[], program: object, roles: Roles, tell: Tell): void {
  const known = new Map([...keysIn(terms.texts), ...keysIn(program)]);
  const counted = [...roles.properties.keys()].map((one) => one.replace(/^.*[#/]/, ''));
  const texts = used.filter(({ predicate }) => predicate.value.startsWith(iri('text:')));
  for (const quad of used) {
    const { subject, predicate, object } = quad;
    const tag = object.termType === 'Literal' ? object.language : '';
    const fault = tag !== '' && (languageFault(tag) ?? unknownLanguage(tag));
    if (fault) tell(wordings.tag, quad, { role: predicate.value, subject: subject.value, fault });
  }
  for (const same of groupBy(texts, ({ subject, predicate }) => `${subject.value}\n${predicate.value}`).values()) {
    const { subject, predicate } = same[0] as Quad;
    const key = predicate.value.slice(iri('text:').length);
    const allowed = known.get(key) ?? (key.startsWith(ofGroup) ? '' : undefined);
    const given = { term: predicate.value, subject: subject.value };
    if (allowed === undefined) {
      tell(wordings.unknownText, same[0] as Quad, { ...given, guess: didYouMean(key, known.keys()) });
      continue;
    }
    const names = namesIn(allowed).flatMap((one) => (one === 'localName' ? counted : one));
    const all = new Set(same.flatMap(({ object }) => namesIn(object.value)));
    for (const quad of same) {
      const own = namesIn(quad.object.value);
      const language = quad.object.termType === 'Literal' ? quad.object.language : '';
      const list = names.map((one) => `{${one}}`).join(' ') || 'none';
      for (const one of own)
        if (!names.includes(one))
          tell(wordings.placeholder, quad, { ...given, found: `{${one}}`, known: list, guess: didYouMean(one, names) });
      for (const one of all)
        if (names.includes(one) && !own.includes(one))
          tell(wordings.otherPlaceholders, quad, { ...given, found: `{${one}}`, language });
    }
  }
}

/** The names in the braces of a text. */
const namesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);

/** All texts with their keys: "lead", "charts.matrix". Lists are not texts that a project can replace. */
function keysIn(texts: object, above = ''): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]): [string, string][] => {
    if (typeof text === 'string') return [[above + name, text]];
    return Array.isArray(text) ? [] : keysIn(text, `${above}${name}.`);
  });
}
