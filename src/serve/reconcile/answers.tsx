import { createHash } from 'node:crypto';
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { iri, namespaces } from '../../rdf/iri.js';
import { directionOf } from '../../text/languages.js';
import { type Entity, nameOf, names, type Term, type Value, wordsOfIri } from './entities.js';
import type { Knowledge } from './knowledge.js';
import type { Extension } from './request.js';

/** Describes entities to clients: name and kind, property values, preview. */

/** Describes an entity: "Topic 16.2.2", "Source", "Topic C010a01 (no longer in use)". */
function describe({ types, code, isRetired }: Entity, { kinds }: Knowledge, language: string): string {
  const kind = kinds.nameOf(types[0] ?? names.concept, language);
  return `${kind}${code === undefined ? '' : ` ${code}`}${isRetired ? ` (${kinds.retired(language)})` : ''}`;
}

/** Returns the name in a language, otherwise in the first language of the release. */
const nameIn = (entity: Entity, language: string, { languages: [first = ''] }: Knowledge): Value =>
  nameOf(entity, [language, first]);

/** Describes an entity for results and suggestions. */
export const nameAndKind = (entity: Entity, knowledge: Knowledge, language: string) => ({
  id: entity.iri,
  name: nameIn(entity, language, knowledge).text,
  description: describe(entity, knowledge, language),
});

/** One property value in an answer. */
type Cell = Term | { str: string } | { int: number } | { float: number } | { date: string };

/** Properties that are not useful in a table. */
const idle = [names.type, names.deprecated];

/** Lists the properties of entities of a type (default: all entities), most frequent first. */
export function proposeProperties(type: string | undefined, { entities, properties }: Knowledge): Term[] {
  const numbers = new Map<string, number>();
  for (const { types, values } of entities)
    if (type === undefined || types.includes(type))
      for (const property of values.keys()) numbers.set(property, (numbers.get(property) ?? 0) + 1);
  const number = ({ id }: Term): number => numbers.get(id) ?? 0;
  return properties.filter((one) => number(one) > 0 && !idle.includes(one.id)).sort((a, b) => number(b) - number(a));
}

/** Returns property values of entities. The list is empty for a missing value or an unknown entity. */
export function extend({ ids, properties }: Extension, language: string, knowledge: Knowledge) {
  const cellsOf = (id: string, property: string, settings: Record<string, unknown>): Cell[] => {
    const all = knowledge.byIri.get(id)?.values.get(property) ?? [];
    const values = chosen(all, settings['language'] || language, knowledge);
    const limit = Number(settings['limit'] ?? 0);
    return (limit > 0 ? values.slice(0, limit) : values).map((value) => cellOf(value, language, knowledge));
  };
  const rows = ids.map((id) => [
    id,
    Object.fromEntries(properties.map(({ id: property, settings }) => [property, cellsOf(id, property, settings)])),
  ]);
  const meta = properties.map(({ id }) => ({ id, name: wordsOfIri(id), ...typeOf(id, language, knowledge) }));
  return { meta, rows: Object.fromEntries(rows) };
}

/** Selects the values in one language, or otherwise in the first language of the release. */
function chosen(values: readonly Value[], language: unknown, { languages }: Knowledge): readonly Value[] {
  if (language === 'all') return values;
  const inLanguage = (wanted: unknown) => values.filter((one) => one.language === '' || one.language === wanted);
  const found = inLanguage(language);
  return found.length > 0 ? found : inLanguage(languages[0]);
}

const { xsd } = namespaces;
const wholeDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function cellOf({ isIri, text, datatype }: Value, language: string, knowledge: Knowledge): Cell {
  const thing = isIri ? knowledge.byIri.get(text) : undefined;
  if (thing) return { id: thing.iri, name: nameIn(thing, language, knowledge).text };
  const number = Number(text);
  if (datatype === `${xsd}integer` && Number.isSafeInteger(number)) return { int: number };
  if ([`${xsd}decimal`, `${xsd}double`].includes(datatype) && Number.isFinite(number)) return { float: number };
  if (datatype === `${xsd}date` && /^\d{4}-\d\d-\d\d$/.test(text)) return { date: `${text}T00:00:00Z` };
  if (datatype === `${xsd}dateTime` && wholeDate.test(text)) return { date: text };
  return { str: text };
}

/** Returns the type that all values of a property share, so that a client can continue from them. */
function typeOf(property: string, language: string, { entities, byIri, kinds }: Knowledge): { type?: Term } {
  const values = entities.flatMap((entity: Entity) => entity.values.get(property) ?? []);
  const types = new Set(values.map(({ text, isIri }) => (isIri ? byIri.get(text)?.types[0] : undefined)));
  const [id] = types;
  return types.size === 1 && id !== undefined ? { type: { id, name: kinds.nameOf(id, language) } } : {};
}

const style =
  'body{margin:.75rem;font:15px/1.4 system-ui,sans-serif}h1{font-size:1.1rem}p{margin:.4rem 0}' +
  'code{font-size:.85em;overflow-wrap:anywhere}';

/** Loads nothing and runs nothing. Any site can show the preview in a frame. */
export const previewPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** Input of a preview. */
interface Shown {
  entity: Entity;
  language: string;
  address: string | undefined; // URL of its page
  knowledge: Knowledge;
}

/** Renders a short page about an entity: its kind, name and parents. */
export function previewOf(shown: Shown): string {
  const { entity, language, knowledge } = shown;
  const page = (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <title>{nameIn(entity, language, knowledge).text}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <Lines {...shown} />
        <p>
          <code>{entity.iri}</code>
        </p>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** Renders the same lines as a fragment, for clients that insert them into their page. */
export const flyoutOf = (shown: Shown): string => renderToString(<Lines {...shown} />);

function Lines({ entity, language, address, knowledge }: Shown): JSX.Element {
  const name = <Named name={nameIn(entity, language, knowledge)} />;
  const wholes = (entity.values.get(broader) ?? []).flatMap(({ text }) => knowledge.byIri.get(text) ?? []);
  return (
    <>
      <p>{describe(entity, knowledge, language)}</p>
      <h1>
        {address === undefined ? (
          name
        ) : (
          <a href={address} target="_blank" rel="noopener">
            {name}
          </a>
        )}
      </h1>
      {wholes.map((whole) => (
        <p key={whole.iri}>
          {describe(whole, knowledge, language)}: <Named name={nameIn(whole, language, knowledge)} />
        </p>
      ))}
    </>
  );
}

const broader = iri('skos:broader');

const Named = ({ name }: { name: Value }): JSX.Element => <bdi lang={name.language}>{name.text}</bdi>;
