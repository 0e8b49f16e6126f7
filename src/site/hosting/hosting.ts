import { sharedFolder, type Thing, type Things, thingsFile } from '../../publish/release-files.js';
import { vocabularyFile } from '../../publish/vocabulary-file.js';
import { primaryOf } from '../../text/languages.js';
import type { Site } from '../view.js';
import { names } from '../vocabulary.js';
import { fill } from '../words.js';
import apache from './apache.json' with { type: 'json' };
import large from './large.json' with { type: 'json' };
import nginx from './nginx.json' with { type: 'json' };

/** Files for web servers: the list of resources, and rules that make other servers behave like `gcm serve`. */
export function hostingFiles(site: Site): { file: string; content: string }[] {
  const things: Things = Object.fromEntries(
    site.graph.things.map((iri) => [site.graph.pathOf(iri) as string, thingOf(site, iri)]),
  );
  // One resource per line, so that releases can be compared line by line.
  const lines = Object.entries(things).map(([path, thing]) => `${JSON.stringify(path)}: ${JSON.stringify(thing)}`);
  const { base } = site.release;
  const places = placesOf(things);
  const isOwn = ({ name, prefix }: Folder): boolean => prefix === `${base}${name}/`;
  const rules: Rules = {
    places,
    base,
    languages: site.languages,
    isLarge: site.isLarge,
    own: places.folders.filter(isOwn),
    foreign: places.folders.filter((folder) => !isOwn(folder)),
    vocabularies: vocabulariesIn(site),
  };
  const list = { file: thingsFile, content: `{\n${lines.join(',\n')}\n}\n` };
  return [
    list,
    { file: 'hosting/nginx.conf', content: nginxRules(rules) },
    { file: 'hosting/apache.conf', content: apacheRules(rules) },
    { file: 'hosting/_redirects', content: redirects(rules) },
  ];
}

function thingOf(site: Site, iri: string): Thing {
  if (!site.graph.isRetired(iri)) return { iri };
  const successors = site.graph.links(iri, names.isReplacedBy);
  return { iri, retired: true, ...(successors.length > 0 ? { successors } : {}) };
}

/** The files of the vocabularies, whose terms have IRIs with `#`, and the pages that show them. */
function vocabulariesIn({ files }: Site): Rules['vocabularies'] {
  const turtle = files.map(({ file }) => file).filter((file) => /^ontology\/[^/]+\.ttl$/.test(file));
  const found = [
    { path: 'ontology', page: 'ontology', file: vocabularyFile(turtle) },
    { path: 'shapes', page: 'rules', file: turtle.find((file) => file.endsWith('shapes.ttl')) },
  ];
  return found.flatMap(({ path, page, file }) => (file === undefined ? [] : [{ path, page, file }]));
}

/** The paths of resources, grouped by folder to keep the rules of a web server short. */
export function placesOf(things: Things) {
  const entries = Object.entries(things).map(([path, thing]) => {
    const at = path.lastIndexOf('/');
    return { path, folder: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1), ...thing };
  });
  const prefixes = new Map<string, string>(); // IRI prefixes by folder: "topic" → "https://example.org/topic/"
  for (const { folder, name, iri } of entries)
    if (folder !== '' && !prefixes.has(folder) && iri.endsWith(name))
      prefixes.set(folder, iri.slice(0, iri.length - name.length));
  const paths = new Map(entries.map(({ iri, path }) => [iri, `/${path}`]));
  return {
    folders: [...prefixes].map(([name, prefix]) => ({ name, prefix })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    /** Resources whose IRI does not follow from a folder, and resources outside folders. */
    others: entries
      .filter(({ folder, name, iri }) => !prefixes.has(folder) || prefixes.get(folder) + name !== iri)
      .map(({ path, iri }) => ({ path, iri })),
    /** Successors as paths on the same host, or as IRIs. */
    retired: entries
      .filter(({ retired }) => retired)
      .map(({ path, successors = [] }) => ({ path, successors: successors.map((iri) => paths.get(iri) ?? iri) })),
  };
}

type Places = ReturnType<typeof placesOf>;
type Folder = Places['folders'][number];

/** The input of the rules for web servers. */
interface Rules {
  places: Places;
  base: string;
  languages: readonly string[];
  isLarge?: boolean; // one page per thing for all languages
  own: Folder[]; // folders with IRIs below the base
  foreign: Folder[]; // all others
  vocabularies: { path: string; file: string; page: string }[]; // "ontology", "ontology/gcm.ttl", "ontology"
}

/** The characters in names of resources (paths.ts). */
const nameOfThing = '[A-Za-z0-9_.-]+';

/** A regular expression for the paths of all resources, without the leading slash. It accepts any name in a folder. */
export function patternOf(places: Places): string {
  const names = places.folders.map(({ name }) => escapePattern(name)).join('|');
  const inFolders = names === '' ? [] : [`(?:${names})/${nameOfThing}`];
  return [...inFolders, ...outside(places).map(({ path }) => escapePattern(path))].join('|') || '(?!)';
}

const outside = ({ folders, others }: Places): Places['others'] =>
  others.filter(({ path }) => !folders.some(({ name }) => path.startsWith(`${name}/`)));

/** A text as part of a regular expression. */
const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A regular expression for a request header. It distinguishes three weights: 1, less than 1, and 0 (not acceptable). Of
 * several weights below 1, the first wins. `gcm serve` compares all weights (RFC 9110, section 12.5).
 */
type Choice = {
  pattern: string; // for the whole header, case-insensitive
  choice: string;
};

const end = '\\s*(?:,|$)';
/** Parameters without a weight, or with weight 1. */
const full = `(?:\\s*;(?!\\s*q\\s*=)[^,;]*)*(?:\\s*;\\s*q=1(?:\\.0*)?)?${end}`;
/** Any weight except 0. */
const some = `(?:\\s*;(?!\\s*q=0(?:\\.0*)?\\s*(?:,|$))[^,;]*)*${end}`;

type Wish = [choice: string, pattern: string];

/** The forms that are files of a release: by media type, then by media range. */
const forms: Wish[][] = [
  [
    ['html', 'text/html'],
    ['ttl', 'text/turtle'],
    ['jsonld', 'application/ld\\+json'],
  ],
  [
    ['ttl', 'text/\\*'],
    ['jsonld', 'application/\\*'],
  ],
  [['ttl', '\\*/\\*']],
];
const anyOf: Wish[] = [
  ['html', 'text/html'],
  ['ttl', '(?:text/(?:turtle|\\*)|\\*/\\*)'],
  ['jsonld', 'application/(?:ld\\+json|\\*)'],
];

/** The first match wins; without a match the form is not acceptable. An empty header means Turtle. */
export const formChoices: Choice[] = [...forms.flatMap((wishes) => firstOf(wishes, full)), ...firstOf(anyOf, some)];

/** The first language of a header that the site supports. */
export const languageChoices = (languages: readonly string[]): Choice[] =>
  firstOf(
    [...languages]
      .sort((a, b) => b.length - a.length) // "de-CH" before "de", which would match it too
      .map((language) => {
        const isOnly = languages.filter((one) => primaryOf(one) === primaryOf(language)).length === 1;
        return [language, `${isOnly ? primaryOf(language) : language}(?:-[a-z0-9-]*)?`];
      }),
    some,
  );

/** The first entry of a header that matches one of the wishes. */
function firstOf(wishes: Wish[], weight: string): Choice[] {
  const all = wishes.map(([, pattern]) => pattern).join('|');
  return wishes.map(([choice, pattern]) => ({
    choice,
    pattern: `^(?:(?!\\s*(?:(?:${all})${weight}))[^,]*,)*\\s*(?:${pattern}${weight})`,
  }));
}

/** A line with names in braces, or lines that are repeated for each item of a list. */
type TemplateLine = string | { each: string; lines: string[] };
type Items = Record<string, string>[];

/** Fills a template with the rules and with lists for this server; an empty list leaves an empty line. */
function write(template: TemplateLine[], rules: Rules, own: Record<string, Items>, values: Items[number] = {}): string {
  const { places, vocabularies, languages } = rules;
  const filled = { things: patternOf(places), language: languages[0] ?? '', ...values };
  const lists: Record<string, Items> = { languages: languageChoices(languages), vocabularies, ...own };
  const lines = template.map((line) =>
    typeof line === 'string'
      ? fill(line, filled)
      : lists[line.each]?.map((item) => fill(line.lines.join('\n'), item)).join('\n'),
  );
  return `${lines.join('\n')}\n`;
}

/** An address in the characters that a header allows (RFC 3987, section 3.1). */
const asAddress = (iri: string): string => iri.replace(/[^!#-~]/gu, encodeURIComponent);

/** Rules for nginx 1.11 or later: a file for the folder conf.d, with one server block. */
export function nginxRules(rules: Rules): string {
  if (rules.isLarge) return write(large.nginx, rules, {}, { folder: sharedFolder });
  const { own, foreign, places } = rules;
  const { others, retired } = places;
  // The keywords of a map need a backslash.
  const asKey = (path: string): string => path.replace(/^(?:default|hostnames|include|volatile)$/, '\\$&');
  // A dollar would start the name of a variable.
  const asValue = (iri: string): string => asAddress(iri).replaceAll('$', '%24');
  const links = (iris: string[]): string => iris.map((one) => `, <${asValue(one)}>; rel="successor-version"`).join('');
  const asRegex = (pattern: string): string => `"~^${pattern}"`;
  const lists = {
    forms: formChoices,
    iris: [
      ...others.map(({ path, iri }) => ({ from: asKey(path), to: asValue(iri) })),
      ...own.map(({ name }) => ({
        from: asRegex(`${escapePattern(name)}/`),
        to: `${asValue(rules.base)}$gcm_thing`,
      })),
      ...foreign.map(({ name, prefix }) => ({
        from: asRegex(`${escapePattern(name)}/(?<gcm_name>.*)$`),
        to: `${asValue(prefix)}$gcm_name`,
      })),
    ],
    // Never empty or "0", which nginx interprets as false.
    retired: retired.map(({ path, successors }) => ({ key: asKey(path), link: links(successors) || ' ' })),
    terms: rules.vocabularies.map(({ path }) => ({ key: asKey(path) })),
  };
  const hasLongNames = [...others, ...retired].some(({ path }) => path.length > 40);
  return write(nginx, rules, lists, {
    hashSize: hasLongNames ? 'map_hash_bucket_size 512;\n\n' : '', // the default is too small for long names
  });
}

/** Rules for Apache 2.4.13 or later: for a file .htaccess or a Directory block. */
export function apacheRules(rules: Rules): string {
  if (rules.isLarge) return write(large.apache, rules, {}, { folder: sharedFolder });
  const { own, foreign, places } = rules;
  const { others, retired } = places;
  // A comma would end the value of a flag.
  const literal = (iri: string): string =>
    asAddress(iri)
      .replaceAll(',', '%2C')
      .replace(/[\\$%]/g, '\\$&');
  const ownNames = own.map(({ name }) => escapePattern(name)).join('|');
  const target = (one: string): string => (one.startsWith('/') ? `%{ENV:host}${one.slice(1)}` : literal(one));
  const mostSuccessors = Math.max(0, ...retired.map(({ successors }) => successors.length));
  return write(apache, rules, {
    forms: [...formChoices].reverse(),
    iris: [
      ...(own.length > 0 ? [{ from: `((?:${ownNames})/${nameOfThing}?)`, to: `${literal(rules.base)}$1` }] : []),
      ...foreign.map(({ name, prefix }) => ({
        from: `${escapePattern(name)}/(${nameOfThing}?)`,
        to: `${literal(prefix)}$1`,
      })),
      ...others.map(({ path, iri }) => ({ from: escapePattern(path), to: literal(iri) })),
    ],
    retired: retired.map(({ path, successors }) => ({
      from: escapePattern(path),
      flags: ['E=gone:1', ...successors.map((one, i) => `E=successor${i}:${target(one)}`)].join(','),
    })),
    successors: Array.from({ length: mostSuccessors }, (_, i) => ({ number: String(i) })),
  });
}

/**
 * Rules for hosts that read a file `_redirects` (Netlify, Cloudflare Pages and others): from, to, status. Only Netlify
 * supports lines with a language; other hosts ignore them.
 */
export function redirects({ places, vocabularies, languages, isLarge = false }: Rules): string {
  const pageOf = (name: string) => ({ from: `/${name}`, to: name, isShared: isLarge, status: 303 });
  const pages = [
    { from: '/', to: 'index', isShared: false, status: 302 },
    ...outside(places).map(({ path }) => pageOf(path)),
    ...vocabularies.map(({ path, page }) => ({ from: `/${path}`, to: page, isShared: false, status: 303 })),
    ...places.folders.map(({ name }) => pageOf(`${name}/:thing`)),
  ];
  const addressOf = (language: string | undefined, to: string, isShared: boolean): string =>
    isShared ? `/site/${sharedFolder}/${to}.html?lang=${language}` : `/site/${language}/${to}.html`;
  const [first, ...rest] = languages;
  const lines = pages.flatMap(({ from, to, isShared, status }) => [
    ...rest.map((language) => `${from} ${addressOf(language, to, isShared)} ${status} Language=${language}`),
    `${from} ${addressOf(first, to, isShared)} ${status}`,
  ]);
  return `# Put this file in the root folder of the host. It redirects IRIs to their pages.
#
# These hosts do not support content negotiation, so data is available only at the links of the pages
# (/site/NAME.ttl). They do not support status 410, so only the pages show that a resource is no longer in use.
${lines.join('\n')}
`;
}
