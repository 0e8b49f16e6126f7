import { namespaces } from '../../rdf/namespaces.js';
import { localName, names } from '../names.js';
import type { Site } from '../site-model.js';
import { shortTerm } from './vocabulary-terms.js';

const { sh } = namespaces;

/** What a property of a thing must be like. */
export interface PropertyShape {
  iri: string;
  id: string | undefined; // its anchor, the code of the problem: classes may share a shape, and the first has it
  path: string;
  severity: 'error' | 'warning' | 'notice';
  constraints: string; // "1 to 1 · xsd:string"
}

/** What the things of a class must be like. */
export interface ClassShape {
  target: string;
  properties: PropertyShape[];
}

const severities: Record<string, PropertyShape['severity']> = { [`${sh}Warning`]: 'warning', [`${sh}Info`]: 'notice' };

/** The shapes by the classes that they are for, in the order of the file; `anchorOf` as createAnchors makes it. */
export function shapesByClass(site: Site, anchorOf: (name: string) => string | undefined): ClassShape[] {
  const { shapes } = site;
  return [...shapes.described()]
    .flatMap((node) => shapes.links(node, `${sh}targetClass`).map((target) => ({ node, target })))
    .map(({ node, target }) => ({
      target,
      properties: shapes
        .objects(node, `${sh}property`)
        .map(({ value }) => propertyShape(site, value, anchorOf(localName(value)))),
    }))
    .filter(({ properties }) => properties.length > 0);
}

function propertyShape(site: Site, iri: string, id: string | undefined): PropertyShape {
  const { shapes } = site;
  const severity = severities[shapes.objects(iri, `${sh}severity`)[0]?.value ?? ''] ?? 'error';
  const path = shapes.objects(iri, `${sh}path`)[0]?.value ?? '';
  return { iri, id, path, severity, constraints: constraintsOf(site, iri) };
}

const told = ['path', 'name', 'message', 'severity', 'description', 'order', 'group'].map((name) => sh + name);

/** As SHACL names them: "minCount 1 · datatype xsd:string". */
function constraintsOf(site: Site, iri: string): string {
  const parts: string[] = [];
  for (const [predicate, objects] of site.shapes.about(iri)) {
    if (predicate === names.type || told.includes(predicate) || !predicate.startsWith(sh)) continue;
    for (const object of objects)
      if (object.termType !== 'BlankNode')
        parts.push(
          `${predicate.slice(sh.length)} ${object.termType === 'NamedNode' ? shortTerm(site, object.value) : object.value}`,
        );
  }
  return parts.join(' · ');
}
