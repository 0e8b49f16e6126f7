import type { Places } from './places.js';

/** What the rules for other web servers are made from. */
export interface Rules {
  places: Places;
  base: string;
  languages: readonly string[];
  vocabularies: { path: string; file: string; page: string }[]; // "ontology", "ontology/gcm.ttl", "ontology"
}
