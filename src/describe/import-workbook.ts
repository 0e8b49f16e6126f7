import { DataFactory, type NamedNode, type Quad } from 'n3';
import { expandPrefix } from '../csvw/metadata/json.js';
import { iri, iriSyntaxFault, languageFault, namespaces } from '../rdf/iri.js';
import type { Workbook, WorkbookCell } from '../workbook/workbook.js';
import { folded, type Header, propertyOf, readHeaders, type SheetKind } from './headers.js';

/** The statements of a workbook, and the columns that are not understood. */
export interface WorkbookStatements {
  quads: Quad[];
  unknown: string[]; // 'sheet "Concepts", column "Status"'
}

/** A row, or a column with a property: `^skos:member` exchanges the ends. */
interface Column {
  header: Header;
  property: string;
  isInverse: boolean;
  languageAt: number; // the column with the language of each value, or -1
}

const { literal, namedNode, quad } = DataFactory;
const typeOf = namedNode(iri('rdf:type'));

/** The kind of the rows below a header of VocExcel. */
const firstHeaders: Record<string, SheetKind> = { concept: 'concept', collection: 'collection' };

/** Reads a workbook in the form of VocExcel or of xls2rdf. Texts without a language have this one. Other forms give no statements. */
export function workbookStatements({ sheets }: Workbook, language: string): WorkbookStatements {
  const tables = sheets.map(({ name, rows }) => ({ name, rows: rows.map(({ cells }) => cells.map(textIn)) }));
  const prefixes: Record<string, string> = { ...namespaces };
  for (const { name, rows } of tables)
    for (const [first = '', second = '', third = ''] of rows) {
      if (/^prefix$/i.test(first) && /^https?:/.test(third)) prefixes[second.replace(/:$/, '')] = third;
      if (/^prefix/i.test(name) && /^https?:/.test(second)) prefixes[first.replace(/:$/, '')] = second;
    }
  const nodeOf = (text: string): NamedNode | undefined => {
    const [, prefix = '', local = ''] = /^([A-Za-z][\w-]*):(?!\/\/)(\S*)$/.exec(text) ?? [];
    const address = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] + local : text;
    return /^(?:https?:\/\/|mailto:|urn:)\S+$/.test(address) && !iriSyntaxFault(address)
      ? namedNode(address)
      : undefined;
  };
  const found: WorkbookStatements = { quads: [], unknown: [] };
  let scheme: NamedNode | undefined;
  const add = (subject: NamedNode, { header, property, isInverse }: Column, text: string, tag: string): void => {
    const isText = (header.kind === 'text' || header.language !== undefined) && !header.datatype;
    const items = split(text, isText ? header.separator : (header.separator ?? /[\n,]/));
    const nodes = isText ? [] : items.flatMap((item) => nodeOf(item) ?? []);
    const areNodes = nodes.length > 0 && nodes.length === items.length;
    for (const item of areNodes ? [] : split(text, header.separator)) {
      const [, value = item, own = tag] =
        (!header.language && /^(.*)@([a-z]{2,3}(?:-[A-Za-z0-9]+)*)$/s.exec(item)) || [];
      const language = header.language ?? own;
      const isDate = header.kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(item);
      const datatype = header.datatype ?? (isDate ? 'date' : undefined);
      const type = datatype === undefined ? undefined : namedNode(iri('xsd:') + datatype);
      const object = isText && !languageFault(language) ? literal(value, canonical(language)) : literal(item, type);
      found.quads.push(quad(subject, namedNode(property), object));
    }
    for (const node of areNodes ? nodes : [])
      found.quads.push(isInverse ? quad(node, namedNode(property), subject) : quad(subject, namedNode(property), node));
  };
  for (const { name, rows } of tables.filter(({ name }) => !/^prefix|lookup|documentation|read ?me/i.test(name))) {
    const top = rows.findIndex(([first = '', second = '']) => isHeader(first) && second !== '');
    const kind = firstHeaders[plain(rows[top]?.[0] ?? '')] ?? 'concept';
    for (const [first = '', second = ''] of top < 0 || kind === 'concept'
      ? rows.slice(0, top < 0 ? undefined : top)
      : []) {
      const [column] = columnsOf([first], 'scheme', prefixes);
      if (/vocabulary [iu]ri|^ur[il]\b.*scheme|scheme ur[il]/i.test(first)) scheme = nodeOf(second) ?? scheme;
      else if (scheme && column && second !== '') add(scheme, column, second, language);
    }
    if (top < 0) continue;
    const columns = columnsOf(rows[top] ?? [], kind, prefixes);
    for (const [i, title] of (rows[top] ?? []).entries())
      if (i > 0 && title !== '' && !columns[i] && !/lang/i.test(title))
        found.unknown.push(`sheet "${name}", column "${title}"`);
    for (const row of rows.slice(top + 1)) {
      const subject = nodeOf(row[0] ?? '');
      if (!subject) continue;
      const types = columns.findIndex((column) => column?.property === typeOf.value);
      const isTyped = types >= 0 && (row[types] ?? '') !== '';
      if (!isTyped)
        found.quads.push(
          quad(subject, typeOf, namedNode(iri(kind === 'collection' ? 'skos:Collection' : 'skos:Concept'))),
        );
      if (!isTyped && kind === 'concept' && scheme)
        found.quads.push(quad(subject, namedNode(iri('skos:inScheme')), scheme));
      for (const [i, column] of columns.entries())
        if (column && i > 0 && row[i]) add(subject, column, row[i] as string, row[column.languageAt] || language);
    }
  }
  if (scheme) found.quads.push(quad(scheme, typeOf, namedNode(iri('skos:ConceptScheme'))));
  return scheme || found.quads.length > 0 ? found : { quads: [], unknown: [] };
}

const split = (text: string, sign: string | RegExp | undefined): string[] =>
  (sign === undefined ? [text] : text.split(sign)).map((item) => item.trim()).filter((item) => item !== '');

/** "eng" → "en". */
const canonical = (tag: string): string => Intl.getCanonicalLocales(tag)[0] ?? tag;

const textIn = (cell: WorkbookCell | undefined): string =>
  cell?.kind === 'date' ? cell.text.replace(/T00:00:00.*$/, '') : (cell?.text.trim() ?? '');

/** The words of VocExcel without their marks: "Created Date*" → "created", "Narrower Concept IRIs" → "narrowerconcept". */
const plain = (title: string): string =>
  folded(
    title
      .replace(/\*/g, '')
      .trim()
      .replace(/ (?:[IU]RIs?|Date)$/i, ''),
  );

const isHeader = (first: string): boolean =>
  /^[UI]RI$/i.test(first) || /^(?:concept|collection) [iu]ri\*?$/i.test(first);

/** Reads the headers of a sheet. A column without a property is undefined. */
function columnsOf(titles: string[], kind: SheetKind, prefixes: Record<string, string>): (Column | undefined)[] {
  return titles.map((title, i) => {
    const [, mark = '', prefix = '', rest = ''] = /^(\^?)([A-Za-z][\w-]*):(?!\/\/)(.*)$/s.exec(title) ?? [];
    const isPrefixed = Object.hasOwn(prefixes, prefix);
    const [header] = readHeaders([isPrefixed ? prefixes[prefix] + rest : plain(title)]);
    const property = header && propertyOf(header, kind);
    if (!header || !property || title === '' || /lang\w* code/i.test(title)) return undefined;
    const isLabel = !isPrefixed && /label/i.test(title);
    const separator = isLabel ? (titles.some((one) => /^children/i.test(one)) ? ',' : '\n') : header.separator; // VocExcel 0.4
    const next = titles.findIndex((one, at) => at === i + 1 && /lang\w* code/i.test(one));
    return {
      header: { ...header, separator },
      property: expandPrefix(property),
      isInverse: mark === '^',
      languageAt: next,
    };
  });
}
