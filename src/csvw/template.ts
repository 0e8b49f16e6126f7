import { parseTemplate } from 'url-template';
import { expandPrefix } from './vocabulary.js';

/** The values of one row by column name, as URI templates see them. */
export type Values = Record<string, string | string[] | null>;

/**
 * Compiles a URI template property (RFC 6570; Metadata Vocabulary, section 5.1.3): the template is expanded,
 * a known prefix replaced, and the rest resolved against the table's URL.
 * `compileTemplate('../link/{a}-{b}', 'https://example.org/data/t.csv')({a: '1', b: '2'})` is "https://example.org/link/1-2".
 */
export function compileTemplate(template: string, base: string): (values: Values) => string {
  if (!template.includes('{')) {
    const constant = resolve(template, base);
    return () => constant;
  }
  // A simple {name} encodes every slash, so the folder before the first one can be resolved once for all rows.
  const folder = template.slice(0, template.indexOf('{')).replace(/[^/]*$/, '');
  const isPlain = /^[^{}]*(\{\w+\}[^{}]*)+$/.test(template) && folder !== '' && URL.canParse(folder, base);
  if (isPlain) {
    const prefix = resolve(folder, base);
    const rest = parseTemplate(template.slice(folder.length));
    return (values) => prefix + rest.expand(values);
  }
  const whole = parseTemplate(template);
  return (values) => resolve(whole.expand(values), base);
}

function resolve(reference: string, base: string): string {
  const expanded = expandPrefix(reference);
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(expanded)) return expanded; // absolute: kept as written
  return URL.canParse(expanded, base) ? new URL(expanded, base).href : expanded;
}

const expression = /\{[+#./;?&]?([\w.%]+(?:\*|:\d+)?(?:,[\w.%]+(?:\*|:\d+)?)*)\}/g;

/** What is wrong with a URI template (RFC 6570, section 2), or nothing. */
export function templateFault(template: string): string | undefined {
  const literal = template.replace(expression, '');
  const bad = /[\s<>"{}|\\^`]/.exec(literal)?.[0];
  return bad === undefined ? undefined : `${JSON.stringify(bad)} has no place in the template ${template}`;
}

/** The names that a template speaks of: `variablesOf('../link/{a}-{b}')` is ["a", "b"]. */
export const variablesOf = (template: string): string[] =>
  [...template.matchAll(expression)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/\*$|:\d+$/, '')),
  );
