/**
 * What a client wants, in regular expressions: the rules of web servers have no other means. They know weights only as
 * far as that 1 goes before less and 0 means no; among several of less than 1 the first is taken, as most people write
 * the best first. `gcm serve` weighs them all (RFC 9110, section 12.5).
 */
export interface Choice {
  pattern: string; // of the whole header, without regard to case
  choice: string;
}

const end = '\\s*(?:,|$)';
/** Parameters but no weight, or that of 1. */
const full = `(?:\\s*;(?!\\s*q\\s*=)[^,;]*)*(?:\\s*;\\s*q=1(?:\\.0*)?)?${end}`;
/** Any weight but 0. */
const some = `(?:\\s*;(?!\\s*q=0(?:\\.0*)?\\s*(?:,|$))[^,;]*)*${end}`;

/** The first entry of a kind: `one`, in front of which none of `all` stands. */
const first = (all: string, one: string): string => `^(?:(?!\\s*(?:${all}))[^,]*,)*\\s*(?:${one})`;

type Wish = [choice: string, pattern: string];

/** The forms that are files of a release, by name, and what stands for several of them. */
const named: Wish[] = [
  ['html', 'text/html'],
  ['ttl', 'text/turtle'],
  ['jsonld', 'application/ld\\+json'],
];
const ofType: Wish[] = [
  ['ttl', 'text/\\*'],
  ['jsonld', 'application/\\*'],
];
const anything: Wish[] = [['ttl', '\\*/\\*']];
const anyOf: Wish[] = [
  ['html', 'text/html'],
  ['ttl', '(?:text/(?:turtle|\\*)|\\*/\\*)'],
  ['jsonld', 'application/(?:ld\\+json|\\*)'],
];

/** In this order: the first that fits is it, and what fits none cannot be had. No header at all is Turtle. */
export const formChoices: Choice[] = [
  ...[named, ofType, anything].flatMap((wishes) => firstOf(wishes, full)),
  ...firstOf(anyOf, some),
];

/** The first language of a header that the site has. */
export const languageChoices = (languages: readonly string[]): Choice[] =>
  firstOf(
    languages.map((language) => [language, `${language}(?:-[a-z0-9-]*)?`]),
    some,
  );

function firstOf(wishes: Wish[], weight: string): Choice[] {
  const all = wishes.map(([, pattern]) => pattern).join('|');
  return wishes.map(([choice, pattern]) => ({ choice, pattern: first(`(?:${all})${weight}`, pattern + weight) }));
}
