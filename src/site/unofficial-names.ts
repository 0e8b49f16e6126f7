import type { Text } from './graph-index.js';
import type { Site } from './view.js';

/** The unofficial name of a resource in a language. */
export const unofficialName = ({ graph, roles }: Site, iri: string, language: string): Text | undefined =>
  roles.parts.UnofficialName.flatMap((property) => graph.text(iri, property, language) ?? [])
    .filter((text) => text.language === language)
    .map((text): Text => ({ ...text, isUnofficial: true }))[0];
