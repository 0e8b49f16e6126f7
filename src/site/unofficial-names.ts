import type { Roles } from '../roles/roles.js';
import type { GraphIndex, Text } from './graph-index.js';

interface Named {
  graph: GraphIndex;
  roles: Roles;
}

/** The unofficial name of a resource in a language. */
export const unofficialName = ({ graph, roles }: Named, iri: string, language: string): Text | undefined =>
  roles.parts.UnofficialName.flatMap((property) => graph.text(iri, property, language) ?? [])
    .filter((text) => text.language === language)
    .map((text): Text => ({ ...text, isUnofficial: true }))[0];
