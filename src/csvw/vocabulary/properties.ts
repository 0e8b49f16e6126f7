import { languageFault } from '../../rdf/iri.js';

/**
 * The properties of CSVW metadata, with the objects they may stand in and the values they take
 * (Metadata Vocabulary for Tabular Data, sections 5.1 to 5.11). A new property is a new line.
 */

/** A kind of value. `read` gives the value as it is to be used, or undefined; what it leaves out of a list it tells. */
export interface ValueKind {
  expects: string;
  standIn?: unknown; // what stands for a value of another kind; nothing does where this is absent
  read(value: unknown, leaveOut: (what: unknown) => void): unknown;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const kind = (expects: string, test: (value: unknown) => boolean): ValueKind => ({
  expects,
  read: (value) => (test(value) ? value : undefined),
});
const oneOf = (...words: unknown[]): ValueKind => kind(words.map(String).join(', '), (value) => words.includes(value));

const text = kind('text', isText);
const link: ValueKind = { ...text, standIn: '' }; // sections 5.1.2 and 5.1.3: then the address of the document or table
const textOrNothing = kind('text or null', (value) => isText(value) || value === null);
const truth = kind('true or false', (value) => typeof value === 'boolean');
const count = kind('a whole number, not negative', (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const list = kind('a list', Array.isArray);
const object: ValueKind = {
  ...kind('an object or the address of one', (value) => isText(value) || isObject(value)),
  standIn: {}, // section 5.1.5
};
const language = kind('a language tag', (value) => isText(value) && languageFault(value) === undefined);
const numberOrText = kind('a number or text', (value) => isText(value) || typeof value === 'number');
const character = kind(
  'one character or null',
  (value) => value === null || (isText(value) && [...value].length === 1),
);
const encoding = kind('the name of an encoding', (value) => isText(value) && isEncoding(value));
const columnName = kind(
  'letters, digits, _ and %-escapes, not with _ in front',
  (value) => isText(value) && /^(?!_)(\w|%[0-9A-Fa-f]{2})(\.?(\w|%[0-9A-Fa-f]{2}))*$/.test(value),
);
const texts: ValueKind = {
  expects: 'text or a list of texts',
  read: (value, leaveOut) => (isText(value) ? value : Array.isArray(value) ? onlyTexts(value, leaveOut) : undefined),
};
const columnReference: ValueKind = {
  expects: 'the name of a column or a list of names',
  read: (value, leaveOut) => {
    const names = texts.read(value, leaveOut);
    return names === '' || (Array.isArray(names) && names.length === 0) ? undefined : names;
  },
};
/** A natural language property (section 5.1.6): text, a list of texts, or an object with either for each language. */
const titles: ValueKind = {
  expects: 'text, a list of texts, or an object with either for each language',
  read(value, leaveOut) {
    if (!isObject(value)) return texts.read(value, leaveOut);
    const result: Record<string, unknown> = {};
    for (const [tag, one] of Object.entries(value as object)) {
      const read = languageFault(tag) === undefined ? texts.read(one, leaveOut) : undefined;
      if (read === undefined) leaveOut({ [tag]: one });
      else result[tag] = read;
    }
    return result;
  },
};

function onlyTexts(values: unknown[], leaveOut: (what: unknown) => void): string[] {
  for (const value of values) if (!isText(value)) leaveOut(value);
  return values.filter(isText);
}

/** Whether text can be read in an encoding of this name. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name) !== undefined;
  } catch {
    return false;
  }
}

/** Properties that columns inherit from schema, table and group (section 5.7). */
export const inheritedProperties: Record<string, ValueKind> = {
  aboutUrl: link,
  datatype: kind('the name of a datatype or an object', (value) => isText(value) || isObject(value)),
  default: text,
  lang: language,
  null: texts,
  ordered: truth,
  propertyUrl: link,
  required: truth,
  separator: textOrNothing,
  textDirection: oneOf('ltr', 'rtl', 'auto', 'inherit'),
  valueUrl: link,
};

const tableDirection = oneOf('rtl', 'ltr', 'auto');
const common = { '@id': link, '@type': text };

/** What each object of a metadata document may hold besides the inherited and the common properties. */
export const ownProperties = {
  group: {
    ...common,
    '@context': kind('text or a list', (value) => isText(value) || Array.isArray(value)),
    dialect: object,
    notes: list,
    tableDirection,
    tables: list,
    tableSchema: object,
    transformations: list,
  },
  table: {
    ...common,
    '@context': kind('text or a list', (value) => isText(value) || Array.isArray(value)),
    dialect: object,
    notes: list,
    suppressOutput: truth,
    tableDirection,
    tableSchema: object,
    transformations: list,
    url: text,
  },
  schema: {
    ...common,
    '@context': kind('text or a list', (value) => isText(value) || Array.isArray(value)),
    columns: list,
    foreignKeys: list,
    primaryKey: columnReference,
    rowTitles: columnReference,
  },
  column: { ...common, name: columnName, suppressOutput: truth, titles, virtual: truth },
  datatype: {
    ...common,
    base: text,
    format: kind('text or an object', (value) => isText(value) || isObject(value)),
    length: count,
    maxExclusive: numberOrText,
    maxInclusive: numberOrText,
    maxLength: count,
    maximum: numberOrText,
    minExclusive: numberOrText,
    minInclusive: numberOrText,
    minLength: count,
    minimum: numberOrText,
  },
  dialect: {
    ...common,
    '@context': kind('text or a list', (value) => isText(value) || Array.isArray(value)),
    commentPrefix: textOrNothing,
    delimiter: kind('text', (value) => isText(value) && value !== ''),
    doubleQuote: truth,
    encoding,
    header: truth,
    headerRowCount: count,
    lineTerminators: kind(
      'text or a list of texts, none of them empty',
      (value) => [value].flat().every((end) => isText(end) && end !== '') && [value].flat().length > 0,
    ),
    quoteChar: character,
    skipBlankRows: truth,
    skipColumns: count,
    skipInitialSpace: truth,
    skipRows: count,
    trim: oneOf(true, false, 'true', 'false', 'start', 'end'),
  },
  transformation: {
    ...common,
    scriptFormat: text,
    source: oneOf('json', 'rdf', null),
    targetFormat: text,
    titles,
    url: text,
  },
  'foreign key': { columnReference, reference: object },
  reference: { columnReference, resource: text, schemaReference: text },
} satisfies Record<string, Record<string, ValueKind>>;

/** The `@type` that an object may say it is; a foreign key and its reference say none. */
export const typeNames: Partial<Record<keyof typeof ownProperties, string>> = {
  group: 'TableGroup',
  table: 'Table',
  schema: 'Schema',
  column: 'Column',
  datatype: 'Datatype',
  dialect: 'Dialect',
  transformation: 'Template',
};

/** The objects whose properties columns inherit. */
export const inheritors = new Set<string>(['group', 'table', 'schema', 'column']);
/** The objects that may hold nothing but what is named here, not even common properties (section 5.5.2.1). */
export const closed = new Set<string>(['foreign key', 'reference']);
