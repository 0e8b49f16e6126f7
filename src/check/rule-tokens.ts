import type { Table } from '../csvw/metadata/table.js';
import type { PartName, PropertyRole, Roles } from '../roles/roles.js';

/** SPARQL for the roles of a project, by the names that stand for them in shipped rules: "%link-from%". */
export type Tokens = Readonly<Record<string, string>>;

/** Tokens for the parts of links and figures. */
const parts: Record<string, PartName> = {
  'link-from': 'LinkFrom',
  'link-to': 'LinkTo',
  'link-property': 'LinkProperty',
  'link-source': 'LinkSource',
  'link-status': 'LinkStatus',
  'link-note': 'LinkNote',
  'figure-series': 'FigureSeries',
  'figure-unit': 'FigureUnit',
  'figure-value': 'FigureValue',
};

/** Returns the tokens of a project. `tables` describe its sheets, which can contain addresses outside its base. */
export function tokensOf(roles: Roles, tables: Table[] = []): Tokens {
  const properties = [...roles.properties];
  const ofStrength = (...wanted: string[]): string =>
    iris(properties.filter(([, { strength }]) => strength && wanted.includes(strength)).map(([name]) => name));
  const spaces = tables.flatMap(({ columns }) => columns.flatMap(({ aboutUrl = '' }) => constantStart(aboutUrl)));
  return {
    ...Object.fromEntries(Object.entries(parts).map(([token, part]) => [token, iris(roles.parts[part])])),
    stated: ofStrength('stated'),
    proposed: ofStrength('proposed'),
    connecting: ofStrength('stated', 'proposed'),
    mentioned: ofStrength('mentioned'),
    proposals: quoted(properties.flatMap(([, { proposals }]) => proposals)),
    kinds: iris(roles.kinds.keys()),
    unconnected: unconnected(roles),
    languages: quoted(roles.languages),
    language: quoted([roles.languages[0] ?? '']),
    spaces: quoted([...spaces, ...Object.values(roles.prefixes)]),
  };
}

/** Replaces the tokens of a rule. Returns undefined if the project has no value for one that is not optional (`%?name%`). */
export function withTokens(text: string, tokens: Tokens): string | undefined {
  const needed = text.matchAll(/%([a-z-]+)%/g);
  if ([...needed].some(([, name = '']) => (tokens[name] ?? '') === '')) return undefined;
  return text.replace(/%\??([a-z-]+)%/g, (_, name: string) => tokens[name] ?? '');
}

const iris = (names: Iterable<string>): string => [...new Set(names)].map((name) => `<${name}>`).join(' ');

const quoted = (texts: readonly string[]): string => [...new Set(texts)].map((text) => JSON.stringify(text)).join(' ');

/** "http://example.org/topic/" for "http://example.org/topic/{code}". A relative address belongs to the base. */
const constantStart = (template: string): string[] =>
  /^(?:https?:|\{\+)/.test(template) ? [template.replace(/\{.*$/s, '')] : [];

/** A pattern of the things on the rows of a matrix that its path does not connect. */
function unconnected({ matrices, properties }: Roles): string {
  const both = (names: readonly string[], property: PropertyRole | undefined): string[] => [
    ...names.map((name) => `<${name}>`),
    ...(property?.inverses ?? []).map((name) => `^<${name}>`),
  ];
  const step = (name: string): string => {
    const property = properties.get(name);
    return `(${both([name, ...(property?.subProperties ?? [])], property).join('|')})`;
  };
  const patterns = matrices
    .filter(({ rows, path }) => rows !== '' && path.length > 0)
    .map(({ rows, path }) => `{ ?focus a <${rows}> FILTER NOT EXISTS { ?focus ${path.map(step).join('/')} ?end } }`);
  return [...new Set(patterns)].join(' UNION ');
}
