import { perSite, type Site, type View } from './view.js';
import { names } from './vocabulary.js';

/** The numbers of the style classes: by thing, and by scheme and code. */
const huesOf = perSite(({ graph, roles }) => {
  const coloured = [...roles.colours].sort(([a], [b]) => graph.byCode(a, b));
  const byThing = new Map(coloured.map(([thing], i) => [thing, i + 1]));
  const byCode = new Map<string, number>();
  for (const [thing, number] of byThing)
    for (const scheme of schemesOf({ graph }, thing))
      for (const code of graph.codes(thing)) byCode.set(`${scheme} ${code}`, number);
  const known = new Map<string, string>(); // classes by thing and code
  return { byThing, byCode, known, rules: coloured.map(([, colour], i) => hueRule(i + 1, colour)).join('') };
});

/** The rule of a style class: the colour itself, and a lighter one for the dark theme. */
const hueRule = (number: number, colour: string): string =>
  `.hue-${number}{--hue-light:${colour};--hue-dark:${lighter(colour)}}`;

/** "#19486a" → "#236594": 1.4 times as much light. */
const lighter = (colour: string): string =>
  colour.replace(/[0-9a-f]{2}/gi, (part) =>
    Math.min(255, Math.round(Number.parseInt(part, 16) * 1.4))
      .toString(16)
      .padStart(2, '0'),
  );

const schemesOf = ({ graph }: Pick<Site, 'graph'>, thing: string): string[] => {
  const schemes = graph.values(thing, names.inScheme);
  return schemes.length > 0 ? schemes : [''];
};

/**
 * The style class for the colour of a thing, with a space before it; "" if it has no colour. A code has the colour of
 * the longest code that it begins with in its scheme: 16.2.2 has the colour of 16.2 or 16. Without a code, the first code
 * of the thing counts.
 */
export function hueClass({ site }: View, thing: string, code?: string): string {
  const { byThing, known } = huesOf(site);
  if (byThing.size === 0) return '';
  const key = code === undefined ? thing : `${thing} ${code}`;
  const found = known.get(key) ?? classOf(site, thing, code ?? site.graph.codes(thing)[0] ?? '');
  known.set(key, found);
  return found;
}

function classOf(site: Site, thing: string, code: string): string {
  const { byThing, byCode } = huesOf(site);
  const starts = [...code.matchAll(/[^\p{L}\p{N}]|$/gu)].map(({ index }) => code.slice(0, index)).reverse();
  const inherited = schemesOf(site, thing).flatMap((scheme) =>
    starts.flatMap((start) => byCode.get(`${scheme} ${start}`) ?? []),
  );
  const number = byThing.get(thing) ?? inherited[0];
  return number === undefined ? '' : ` hue-${number}`;
}

/** The style sheet with the colours of the project. */
export const withHues = (site: Site, style: string): string => style.replace(/\.hue-0\s*\{[^}]*\}/, huesOf(site).rules);
