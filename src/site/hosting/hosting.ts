import { thingsFile } from '../../publish/things.js';
import { languages } from '../languages.js';
import type { Site } from '../site-model.js';
import { thingsOf, thingsText } from '../things.js';
import { apacheRules } from './apache.js';
import { nginxRules } from './nginx.js';
import { placesOf } from './places.js';
import { redirects } from './redirects.js';
import type { Rules } from './rules.js';

/**
 * For whoever serves the site: what things there are, and for hosts that know nothing of things, rules that answer at
 * their addresses as `gcm serve` does, where they can.
 */
export function hostingFiles(site: Site): { file: string; content: string }[] {
  const things = thingsOf(site);
  const { base } = site.release;
  const rules: Rules = { places: placesOf(things), base, languages, vocabularies: vocabulariesIn(site) };
  return [
    { file: thingsFile, content: thingsText(things) },
    { file: 'hosting/nginx.conf', content: nginxRules(rules) },
    { file: 'hosting/apache.conf', content: apacheRules(rules) },
    { file: 'hosting/_redirects', content: redirects(rules) },
  ];
}

/** The texts that terms with `#` stand in, where they are, and the pages that show them. */
function vocabulariesIn({ files }: Site): Rules['vocabularies'] {
  const turtle = files.map(({ file }) => file).filter((file) => /^ontology\/[^/]+\.ttl$/.test(file));
  const found = [
    { path: 'ontology', page: 'ontology', file: turtle.find((file) => !file.endsWith('shapes.ttl')) },
    { path: 'shapes', page: 'rules', file: turtle.find((file) => file.endsWith('shapes.ttl')) },
  ];
  return found.flatMap(({ path, page, file }) => (file === undefined ? [] : [{ path, page, file }]));
}
