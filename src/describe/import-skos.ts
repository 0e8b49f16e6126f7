import type { Quad, Term } from 'n3';
import { datatypeNames } from '../csvw/datatypes/builtin.js';
import { expandPrefix } from '../csvw/metadata/json.js';
import { csvwNamespaces, iri, shorten } from '../rdf/iri.js';
import { lineOf } from '../rdf/nquads.js';
import { addTo, groupBy } from '../text/order.js';
import { datatypeOf } from './content.js';
import type { NewSheet } from './drafts.js';
import { propertyOf, readHeaders, type SheetKind, sheetKindOf } from './headers.js';

/** An imported vocabulary. */
export interface Imported {
  sheets: NewSheet[];
  languages: string[]; // of the names, the most frequent first; rare ones are left out
  left: Quad[]; // statements that no sheet can contain
}

/** The resources of a class, and the sheet for them. */
interface Group {
  kind: SheetKind;
  subjects: Map<string, Quad[]>;
  key: 'id' | 'uri';
  space: string; // beginning of all addresses, or "" if they have different ones
}

/** Returns the address of a resource, or the text of a literal. A blank node gets an address under the base. */
type NameOf = (term: Term) => string;

const classes = new Map<string, SheetKind>([
  [iri('skos:ConceptScheme'), 'scheme'],
  [iri('skos:Concept'), 'concept'],
  [iri('skos:Collection'), 'collection'],
  [iri('skos:OrderedCollection'), 'collection'],
]);
const standardClasses = ['skos:ConceptScheme', 'skos:Concept', 'skos:Collection'].map(expandPrefix);

/** Converts SKOS statements to sheets. Statements about other resources are rows of other-statements.csv. */
export function importSkos(given: readonly Quad[], base: string): Imported {
  const statements = [
    ...new Map(given.map((quad) => [lineOf(quad.subject, quad.predicate, quad.object, undefined), quad])).values(),
  ];
  const nodes = new Map<string, number>();
  const nameOf: NameOf = ({ termType, value }) => {
    if (termType !== 'BlankNode') return value;
    if (!nodes.has(value)) nodes.set(value, nodes.size + 1);
    return `${base}node/${nodes.get(value)}`;
  };
  const kinds = new Map<string, SheetKind>();
  for (const { subject, predicate, object } of statements) {
    const kind = predicate.value === iri('rdf:type') ? classes.get(object.value) : undefined;
    if (kind) kinds.set(nameOf(subject), kind);
  }
  const bySubject = groupBy(statements, ({ subject }) => nameOf(subject));
  const all = groupBy(bySubject, ([subject]) => kinds.get(subject) ?? 'statement');
  const groups = (['scheme', 'concept', 'collection'] as const).flatMap((kind): Group[] => {
    const subjects = new Map(all.get(kind));
    const [space, another] = new Set([...subjects.keys()].map((one) => one.replace(/[^/#]+[/#]?$/, '')));
    const isShared = another === undefined && /^https?:\/\/[^/]+\//.test(space ?? '');
    return space === undefined ? [] : [{ kind, subjects, key: isShared ? 'id' : 'uri', space: isShared ? space : '' }];
  });
  const left: Quad[] = [];
  const sheets = groups.map((group) => sheetOf(group, groups, nameOf, left));
  const others = (all.get('statement') ?? []).flatMap(([, quads]) => quads);
  const names = statements.filter(({ predicate }) => predicate.value === iri('skos:prefLabel'));
  const tags = groupBy(
    names.flatMap(({ object }) => ('language' in object && object.language) || []),
    (tag) => tag,
  );
  const languages = [...tags].sort(([, one], [, other]) => other.length - one.length);
  const most = languages[0]?.[1].length ?? 0;
  return {
    sheets: [...sheets, ...otherStatements(others, nameOf, left)],
    languages: languages.filter(([, { length }]) => length * 2 >= most).map(([tag]) => tag),
    left,
  };
}

/** Makes the sheet of a group: a row for each resource, and a column for each property, language and datatype. */
function sheetOf({ kind, subjects, key, space }: Group, groups: Group[], nameOf: NameOf, left: Quad[]): NewSheet {
  const columns = new Map<string, Map<string, string[]>>(); // values by header and subject
  for (const [subject, quads] of subjects)
    for (const quad of quads) {
      if (quad.predicate.value === iri('rdf:type') && standardClasses.includes(quad.object.value)) continue;
      const word = wordFor(quad.predicate.value, kind);
      const target = groups.find((group) => group.kind === (sheetKindOf(`${word}.csv`) ?? kind));
      const object = nameOf(quad.object);
      const isItem =
        quad.object.termType !== 'Literal' && readHeaders([word])[0]?.kind === 'item' && target?.subjects.has(object);
      const ending = isItem ? '' : endingOf(quad.object);
      if (ending === undefined) left.push(quad);
      else {
        const title = word + ending;
        const values = columns.get(title) ?? new Map<string, string[]>();
        columns.set(title, values);
        addTo(values, subject, isItem ? object.slice(target?.space.length) : object);
      }
    }
  const written = [...columns].map(([title, values]) => {
    const texts = [...values.values()].flat();
    const separator = ['|', ';', '¦'].find((one) => !texts.some((text) => text.includes(one))) ?? '\t';
    const isList = [...values.values()].some(({ length }) => length > 1) || /^(?:alt|hidden)Label/.test(title);
    const [word = '', type] = title.split('^^');
    const header = readHeaders([word])[0];
    const isOnly = [...columns.keys()].filter((one) => one.split('^^')[0] === word).length === 1;
    const isObvious =
      type === 'string'
        ? header?.kind === 'code'
        : type === datatypeOf(texts) && (type !== 'anyURI' || header?.kind !== 'item');
    const list = isList ? (separator === '|' ? '[]' : `(separator="${separator}")`) : '';
    return { title: (isObvious && isOnly ? word : title) + list, values, separator };
  });
  const idOf = (subject: string): string => subject.slice(space.length);
  const isPlain = [...subjects.keys()].every((subject) => /^[\w.~-]*$/.test(idOf(subject)));
  const rows = [...subjects.keys()].map((subject) => [
    idOf(subject),
    ...written.map(({ values, separator }) => (values.get(subject) ?? []).join(separator)),
  ]);
  const aboutUrl = `${space}{${isPlain ? '' : '+'}${key}}`;
  return { file: `${kind}s.csv`, rows: [[key, ...written.map(({ title }) => title)], ...rows], key, aboutUrl };
}

/** The header of a property: a word that describes it, or its prefixed name or address. */
function wordFor(property: string, kind: SheetKind): string {
  const word = property.replace(/^.*[#/]/, '');
  const [header] = readHeaders([word]);
  if (header && expandPrefix(propertyOf(header, kind) ?? '') === property) return word;
  const short = shorten(property, csvwNamespaces);
  return /^[a-z]\w*:[\w-]+$/.test(short) ? short : property;
}

/** The ending of a header for a value: language or datatype; undefined if a cell cannot contain it. */
function endingOf(object: Quad['object']): string | undefined {
  if (object.termType !== 'Literal') return '^^anyURI';
  if (object.value.trim() === '') return undefined;
  if (object.language) return `@${object.language}`;
  const name = object.datatype.value.replace(iri('xsd:'), '');
  return datatypeNames.includes(name) && name !== 'anyURI' ? `^^${name}` : undefined;
}

/** Makes the sheet of all other statements: a row for each, with its value in the column of its language or datatype. */
function otherStatements(statements: Quad[], nameOf: NameOf, left: Quad[]): NewSheet[] {
  const endings = statements.map(({ object }) => endingOf(object));
  left.push(...statements.filter((_, i) => endings[i] === undefined));
  const columns = [...new Set(endings.flatMap((ending) => ending ?? []))];
  const rows = statements.flatMap(({ subject, predicate, object }, i) =>
    endings[i] === undefined
      ? []
      : [[nameOf(subject), predicate.value, ...columns.map((one) => (one === endings[i] ? nameOf(object) : ''))]],
  );
  const header = ['subject', 'property', ...columns.map((ending) => `value${ending}`)];
  return rows.length === 0 ? [] : [{ file: 'other-statements.csv', rows: [header, ...rows] }];
}
