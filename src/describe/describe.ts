import { ownProperty } from '../sheets/own-properties.js';
import { offer } from '../text/nearest.js';
import { datatypeOf, formOf, itemsOf, listSign } from './content.js';
import {
  addressIn,
  type Draft,
  draftOf,
  filled,
  type KnownSheet,
  knownOf,
  type NewSheet,
  placeOf,
  type Target,
  targetOf,
} from './drafts.js';
import { baseOf, camel, type Header, propertyOf, type SheetKind, sheetKindOf, singular } from './headers.js';
import tables from './headers.json' with { type: 'json' };
import texts from './messages.json' with { type: 'json' };

/** A class or property that a description uses, and that the ontology must define. */
export interface Term {
  iri: string;
  type: 'owl:Class' | 'owl:ObjectProperty' | 'owl:DatatypeProperty';
  label: string;
  plural?: string | undefined; // of a class
  more?: string | undefined; // further statements: "rdfs:subClassOf skos:Concept"
}

/** The proposed entry of a sheet in tables.json, with the reason of each guess. */
export interface Description {
  entry: Record<string, unknown>;
  notes: string[];
  terms: Term[];
  newScheme: string | undefined; // key of a missing row in the sheet of schemes
}

/** A draft while it is described. */
interface Work extends Draft {
  kind: SheetKind;
  targets: (Target | undefined)[];
  language: string | undefined; // of texts without a language in the header
  known: readonly KnownSheet[];
  parents: Map<string, KnownSheet>; // the sheet with the parents of each sheet
  own(name: string, type: Term['type'], more?: string, plural?: string): string; // the IRI of a term of the project
  tell(text: string, values?: Record<string, unknown>): void;
}

const sheetFacts: Record<string, { words: string; class?: string; graph?: string }> = tables.sheets;

/** Describes new sheets, which can refer to each other and to known ones. A fault is a text for the user. */
export function describeSheets(
  sheets: readonly NewSheet[],
  { base, languages, known }: { base: string; languages: readonly string[]; known: readonly KnownSheet[] },
): Description[] | { fault: string } {
  const drafts: Draft[] = [];
  for (const sheet of sheets) {
    const draft = draftOf(sheet, languages);
    if ('fault' in draft) return draft;
    drafts.push(draft);
  }
  const all = [...known, ...drafts.filter(({ keyAt }) => keyAt >= 0).map(knownOf)];
  const parents = new Map<string, KnownSheet>();
  const targetsOf = drafts.map((draft) =>
    draft.headers.map((_, i) => (draft.kind === 'statement' ? undefined : targetOf(draft, i, all))),
  );
  for (const [i, { file, headers }] of drafts.entries()) {
    const at = headers.findIndex((header) => propertyOf(header, 'concept') === 'skos:broader');
    const parent = targetsOf[i]?.[at]?.sheet;
    if (parent) parents.set(file, parent);
  }
  return drafts.map((draft, i) => {
    const terms: Term[] = [];
    const notes: string[] = [];
    const own: Work['own'] = (label, type, more, plural) => {
      const iri = `${base}ontology#${camel(label)}`;
      terms.push({ iri, type, label, more, plural });
      return iri;
    };
    const tell: Work['tell'] = (text, values) => void notes.push(filled(text, { file: draft.file, ...values }));
    const targets = targetsOf[i] ?? [];
    const second = draft.headers[1] && propertyOf(draft.headers[1], 'link');
    const isLink = draft.kind === 'other' && targets[0] && targets[1] && !second?.startsWith('skos:');
    const kind = isLink ? 'link' : draft.kind;
    const work = { ...draft, kind, targets, language: languages[0], known: all, parents, own, tell };
    return { ...describe(work), notes, terms };
  });
}

function describe(work: Work): Pick<Description, 'entry' | 'newScheme'> {
  const { file, headers, keyAt, kind, targets, tell } = work;
  const keys = keyAt >= 0 ? [keyAt] : rowKey(work);
  const names = keys.map((i) => (headers[i] as Header).name);
  if (kind !== 'statement')
    tell(keys.length === 0 ? texts.noKey : keys.length > 1 ? texts.keys : texts.key, { columns: names.join(', ') });
  const first = targets[0];
  const isAboutFirst = kind === 'other' && keyAt < 0 && first !== undefined; // more facts about the rows of another sheet
  const place = isAboutFirst
    ? addressIn(first.sheet.aboutUrl, (headers[0] as Header).name)
    : kind === 'statement'
      ? '{+subject}'
      : `${placeOf(file)}/${names.map((name) => `{${name}}`).join('-') || '{_row}'}`;
  const columns = headers.map(({ name, title: titles }, i) => ({
    name,
    titles,
    ...columnOf(work, i, keys.includes(i), isAboutFirst && i === 0),
  }));
  const { facts, newScheme } = isAboutFirst || kind === 'statement' ? { facts: [] } : factsOf(work);
  const graph = sheetFacts[kind]?.graph ?? baseOf(file).replace(/[^\w-]+/g, '-');
  const entry = {
    url: file,
    'dc:title': inWords(baseOf(file)),
    'sd:name': { '@id': `../graph/${graph}` },
    tableSchema: {
      aboutUrl: keyAt >= 0 ? knownOf(work).aboutUrl : place,
      ...(names.length > 0 && { primaryKey: names.length === 1 ? names[0] : names }),
      columns: [...columns, ...facts],
    },
  };
  return { entry, newScheme };
}

/** The first columns whose combination is different in each row: references and periods. */
function rowKey({ headers, columns, kind, targets }: Work): number[] {
  const parts = [...headers.keys()].filter((i) => {
    const isPart = targets[i] !== undefined || /#refPeriod$/.test(propertyOf(headers[i] as Header, kind) ?? '');
    return isPart && !columns[i]?.includes('');
  });
  const isKey = (some: number[]): boolean =>
    new Set(columns[0]?.map((_, row) => some.map((i) => columns[i]?.[row]).join('\n'))).size === columns[0]?.length;
  const length = parts.findIndex((_, i) => i > 0 && isKey(parts.slice(0, i + 1))) + 1;
  return parts.slice(0, length);
}

/** Describes one column: its datatype, list, address and property. */
function columnOf(work: Work, at: number, isKey: boolean, isSubject: boolean): Record<string, unknown> {
  const { headers, columns, keyAt, kind, targets, language, own, tell } = work;
  const {
    name,
    title,
    word,
    kind: wordKind,
    language: lang,
    datatype: given,
    separator: mark,
    guess,
  } = headers[at] as Header;
  const told: Work['tell'] = (text, values) => tell(text, { column: title, ...values });
  const ends = kind === 'link' ? [...headers.keys()].filter((i) => targets[i]) : [];
  const end = ['owl:annotatedSource', 'owl:annotatedTarget'][ends.indexOf(at)];
  const isStatement = kind === 'statement'; // subject, property and value
  const isCodeKey = at === keyAt && kind === 'concept' && wordKind === undefined; // a key with an unknown word is a code
  const known = isCodeKey ? 'skos:notation' : propertyOf(headers[at] as Header, kind);
  const property = isStatement ? '{+property}' : (end ?? known);
  const isHidden =
    isSubject ||
    (isStatement && at < 2) ||
    (at === keyAt && (!property || ((kind === 'scheme' || kind === 'dataset') && wordKind !== 'code')));
  if (!property && !isHidden) told(texts.own, { guess: offer(guess) });
  const values = (columns[at] as string[]).filter((value) => value !== '');
  const isFull = values.length === columns[at]?.length;
  const isName =
    (property === 'skos:prefLabel' || property === 'dc:title') && (lang === undefined || lang === language);
  const required = isFull && (isKey || isName || end !== undefined) && { required: true };
  const propertyUrl = (type: Term['type']): object =>
    isHidden
      ? { suppressOutput: true }
      : {
          propertyUrl:
            property ??
            own(
              word.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()),
              type,
            ),
        };
  const listed = (separator: string | undefined): object => {
    if (separator !== undefined) told(texts.list, { separator: JSON.stringify(separator) });
    return separator === undefined ? {} : { separator };
  };
  const target = targets[at];
  if (target) {
    const { sheet, separator, exceptions, total } = target;
    told(texts.reference, { target: sheet.file });
    const [value] = exceptions;
    if (value !== undefined) told(texts.exceptions, { target: sheet.file, count: exceptions.length, total, value });
    const refersTo = { [ownProperty('refersTo')]: sheet.file };
    const address = isHidden ? {} : { valueUrl: addressIn(sheet.aboutUrl, name) };
    return { ...required, ...listed(separator), ...address, ...propertyUrl('owl:ObjectProperty'), ...refersTo };
  }
  const isList = mark !== undefined || /(?:alt|hidden)Label$/.test(property ?? '');
  const separator = isList ? listSign(mark, values) : undefined;
  const items = itemsOf(values, separator);
  if (wordKind === 'item' && at !== keyAt) told(texts.unresolved);
  if ((wordKind === 'text' || lang !== undefined) && given === undefined)
    return { ...required, lang: lang ?? language, ...listed(separator), ...propertyUrl('owl:DatatypeProperty') };
  const isCode = wordKind === 'code' || at === keyAt;
  const found = given ?? datatypeOf(items);
  const isWeb = found === 'anyURI' || (given === undefined && wordKind === 'address');
  const { format, about } = (given ? undefined : isWeb ? tables.web : isCode ? formOf(items) : undefined) ?? {};
  const base = isWeb ? 'anyURI' : isCode && !given ? 'string' : found;
  const datatype = format === undefined ? base : { base, format, 'dc:description': about };
  if (base !== undefined && !isCode && !isWeb && !given) told(texts.datatype, { datatype: base });
  return {
    ...required,
    ...(datatype !== undefined && datatype !== 'string' && { datatype }),
    ...listed(separator),
    ...(isWeb && !isHidden && { valueUrl: `{+${name}}` }),
    ...propertyUrl(isWeb ? 'owl:ObjectProperty' : 'owl:DatatypeProperty'),
  };
}

/** "link-types" → "Link types". */
const inWords = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^./u, (letter) => letter.toUpperCase());

/** The statements that every row makes: its class, its scheme, and the connection of a link. */
function factsOf(work: Work): { facts: object[]; newScheme?: string | undefined } {
  const { file, headers, kind, targets, own, tell } = work;
  const fact = (name: string, propertyUrl: string, valueUrl: string, more = {}): object => ({
    name: headers.some((header) => header.name === name) ? `row_${name}` : name,
    virtual: true,
    ...more,
    propertyUrl,
    valueUrl,
  });
  const standard = sheetFacts[kind]?.class;
  const isOwn = !standard || (kind === 'concept' && sheetKindOf(file) !== 'concept');
  const parent = standard && `rdfs:subClassOf ${standard}`;
  const name = singular(baseOf(file))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const label = name.replace(/^./u, (letter) => letter.toUpperCase());
  const classes = [
    ...(isOwn ? [own(label, 'owl:Class', parent, inWords(baseOf(file)))] : []),
    ...(standard ? [standard] : []),
  ];
  const facts = classes.map((one, i) => fact(classes.length > 1 ? `type_${i + 1}` : 'type', 'rdf:type', one));
  const hasStatus = headers.some(({ word }) => word.toLowerCase() === 'status');
  if (kind === 'link' && hasStatus) tell(texts.statusDecides);
  const [from, to] = targets.flatMap((target, i) =>
    target ? addressIn(target.sheet.aboutUrl, (headers[i] as Header).name) : [],
  );
  if (kind === 'link' && !hasStatus && from && to) {
    const roles = 'https://w3id.org/gcm-graph/roles#';
    const property = own(baseOf(file), 'owl:ObjectProperty', `<${roles}strength> <${roles}Stated>`);
    facts.push(
      fact('property', 'owl:annotatedProperty', property),
      fact('statement', property, to, { aboutUrl: from }),
    );
  }
  if (kind !== 'concept' || headers.some((header) => propertyOf(header, kind) === 'skos:inScheme')) return { facts };
  const { scheme, newScheme } = schemeOf(work);
  tell(newScheme === undefined ? texts.scheme : texts.newScheme, { scheme: newScheme ?? scheme });
  return { facts: [...facts, fact('scheme', 'skos:inScheme', scheme)], newScheme };
}

/** Concepts belong to the scheme of their parents, or to the scheme with the name of their sheet. */
function schemeOf({ file, parents, known }: Work): { scheme: string; newScheme?: string | undefined } {
  const path = new Set([file]); // upwards
  for (const one of path) {
    const parent = parents.get(one);
    if (parent?.scheme !== undefined) return { scheme: parent.scheme };
    if (parent) path.add(parent.file);
  }
  const name = baseOf([...path].at(-1) as string);
  const schemes = known.find(({ kind }) => kind === 'scheme');
  const scheme = schemes?.aboutUrl.replace(/\{.*\}/, name) ?? `../${name}`;
  return { scheme, newScheme: schemes?.keys.has(name) ? undefined : name };
}
