import type { Quad } from 'n3';
import type { Files } from '../files.js';
import { type Curie, iri } from '../rdf/iri.js';
import { addTo, compareCodePoints } from '../text/order.js';
import { type KindRole, kindsIn, type PartName, type PropertyRole, partsIn, propertiesIn } from './properties.js';
import { createStatements } from './statements.js';
import { createTexts, type Texts } from './texts.js';
import { impliedBy, readVocabulary } from './vocabulary.js';

export type { KindRole, PartName, PropertyRole } from './properties.js';

/** The roles of classes and properties that the ontology of a project declares (docs/roles.md). */
export interface Roles {
  languages: readonly string[]; // of the site; if empty, the languages of the data
  firstQuery: string | undefined; // the saved query that fills the editor
  repository: string | undefined; // the web address of the repository that contains the sheets
  prefixes: Readonly<Record<string, string>>; // of the ontologies, in the order of the files
  kinds: ReadonlyMap<string, KindRole>; // by class; only classes with a role
  properties: ReadonlyMap<string, PropertyRole>; // all properties of the ontology, and others with a role
  parts: Readonly<Record<PartName, readonly string[]>>; // properties, the most specific first
  codeTypes: readonly string[]; // datatypes of skos:notation, in the order in which they are preferred
  sections: ReadonlyMap<string, readonly Section[]>; // by class, in their order on the page
  neighbourhoods: ReadonlyMap<string, Neighbourhood>; // by class
  matrices: readonly Matrix[];
  coverage: readonly Coverage[];
  colours: ReadonlyMap<string, string>; // by thing
  texts: Texts;
}

/** The form of a section. */
export type Layout = 'claims' | 'list' | 'through' | 'facts' | 'figures' | 'cards';

/** A part of the pages of a kind. */
interface PagePart {
  iri: string;
  of: string; // the class
  order: number | undefined;
  path: string[]; // properties
}

export interface Section extends PagePart {
  anchor: string;
  layout: Layout;
  groupBy: string | undefined;
  codes: string[]; // properties
  most: number; // charts
  moreAt: string | undefined; // a section
  hides: string[]; // properties
}

/** A picture of what is around a thing. */
export interface Neighbourhood extends PagePart {
  anchor: string;
  next: string[]; // properties
}

/** A row of the table of coverage. */
export interface Coverage extends PagePart {
  isStated: boolean; // counts only what a source states
}

/** A table of the connections between two kinds. */
export interface Matrix {
  iri: string;
  rows: string; // a class
  columns: string;
  path: string[];
}

/** Reads the roles of a vocabulary. Faults are ignored here: `rolesFaults` reports them. */
export function readRoles(vocabulary: readonly Quad[]): Roles {
  const statements = createStatements(vocabulary);
  const { subjects, list, value, values, number, has } = statements;
  const implied = impliedBy(vocabulary);
  const ofType = (type: Curie): string[] => subjects.filter((one) => has(one, 'rdf:type', iri(type)));
  const properties = propertiesIn(statements, implied);
  const inOrder = <Part extends PagePart>(type: Curie, read: (part: PagePart, anchor: string) => Part): Part[] =>
    ofType(type)
      .map((one) => {
        const part = {
          iri: one,
          of: value(one, 'role:of') ?? '',
          order: number(one, 'role:order'),
          path: list(one, 'role:path'),
        };
        return read(part, value(one, 'role:anchor') ?? localName(one));
      })
      .sort(byOrder);
  const sections = inOrder('role:Section', (part, anchor): Section => {
    const last = properties.get(part.path.at(-1) ?? '')?.strength;
    const usual = last === 'stated' || last === 'proposed' ? 'claims' : 'list';
    const layout = localName(value(part.iri, 'role:layout') ?? usual).toLowerCase() as Layout;
    return {
      ...part,
      anchor,
      layout,
      groupBy: value(part.iri, 'role:groupBy'),
      codes: list(part.iri, 'role:codes'),
      most: number(part.iri, 'role:most') ?? 3,
      moreAt: value(part.iri, 'role:moreAt'),
      hides: values(part.iri, 'role:hides'),
    };
  });
  const neighbourhoods = inOrder(
    'role:Neighbourhood',
    (part, anchor): Neighbourhood => ({ ...part, anchor, next: list(part.iri, 'role:next') }),
  );
  const coverage = inOrder(
    'role:Coverage',
    (part): Coverage => ({ ...part, isStated: has(part.iri, 'role:strength', iri('role:Stated')) }),
  );
  const whole = [...ofType('owl:Ontology'), ...subjects.filter((one) => value(one, 'role:languages'))];
  const languages = whole.map((one) => list(one, 'role:languages')).find((tags) => tags.length > 0) ?? [];
  const bySection = new Map<string, Section[]>();
  for (const section of sections) addTo(bySection, section.of, section);
  return {
    languages,
    firstQuery: subjects.flatMap((one) => value(one, 'role:firstQuery') ?? [])[0],
    repository: subjects.flatMap((one) => value(one, 'role:repository') ?? [])[0],
    prefixes: Object.fromEntries(
      subjects.flatMap((one) => {
        const [prefix, namespace] = [
          value(one, 'vann:preferredNamespacePrefix'),
          value(one, 'vann:preferredNamespaceUri'),
        ];
        return prefix !== undefined && namespace !== undefined ? [[prefix, namespace]] : [];
      }),
    ),
    kinds: kindsIn(statements, properties),
    properties,
    parts: partsIn(statements, properties, implied),
    codeTypes: ofType('rdfs:Datatype')
      .filter((one) => number(one, 'role:order') !== undefined)
      .map((one) => ({ iri: one, order: number(one, 'role:order') }))
      .sort(byOrder)
      .map(({ iri }) => iri),
    sections: bySection,
    neighbourhoods: new Map(neighbourhoods.reverse().map((one) => [one.of, one])), // the first one counts
    matrices: ofType('role:Matrix').map((one) => ({
      iri: one,
      rows: value(one, 'role:rows') ?? '',
      columns: value(one, 'role:columns') ?? '',
      path: list(one, 'role:path'),
    })),
    coverage,
    colours: new Map(
      subjects.flatMap((one): [string, string][] => values(one, 'role:colour').map((colour) => [one, colour])),
    ),
    texts: createTexts(statements, [...new Set(whole)], languages),
  };
}

type InOrder = Pick<PagePart, 'iri' | 'order'>;

const byOrder = (a: InOrder, b: InOrder): number =>
  (a.order ?? Infinity) === (b.order ?? Infinity)
    ? compareCodePoints(a.iri, b.iri)
    : (a.order ?? Infinity) - (b.order ?? Infinity);

const localName = (one: string): string => one.slice(Math.max(one.lastIndexOf('#'), one.lastIndexOf('/')) + 1);

/** Reads the roles in a folder, without files that cannot be read. */
export const rolesIn = (files: Files, ontology: string, base: string): Roles =>
  readRoles(readVocabulary({ files, ontology }, base).quads);

/** The roles of a project that declares none. */
export const noRoles: Roles = readRoles([]);
