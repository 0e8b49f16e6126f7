import { formChoices, languageChoices } from './accept.js';
import { asAddress, escapePattern, type Places, patternOf } from './places.js';
import type { Rules } from './rules.js';

/** Rules for nginx, from 1.11: a file for its folder conf.d, with a server of its own. */
export function nginxRules({ places, base, languages, vocabularies }: Rules): string {
  const things = patternOf(places);
  return `# The things of this graph at their addresses: 303 to a page or to data by what the client accepts, 410 for what is
# no longer in use. Set server_name, and root to the folder of the release. Not here, but in gcm serve: forms other than
# HTML, Turtle and JSON-LD, weights between 0 and 1, ?format=, the rows of the sheets, and SPARQL.

map $http_accept $gcm_form {
  default "";
  "" ttl;
${formChoices.map(({ pattern, choice }) => `  "~*${pattern}" ${choice};`).join('\n')}
}

map $http_accept_language $gcm_language {
  default ${languages[0]};
${languageChoices(languages)
  .map(({ pattern, choice }) => `  "~*${pattern}" ${choice};`)
  .join('\n')}
}

${hashSize(places)}# Of a path without extension: the IRI, and for what is no longer in use what took its place.
map $gcm_thing $gcm_iri {
${irisOf(places, base).join('\n')}
}

map $gcm_thing $gcm_gone {
  default "";
${places.retired.map(({ path, successors }) => `  ${asKey(path)} '${goneLink(successors)}';`).join('\n')}
}

# Vocabularies are not there as JSON-LD.
map $gcm_thing $gcm_jsonld {
  default '</$gcm_thing.jsonld>; rel="alternate"; type="application/ld+json"';
${vocabularies.map(({ path }) => `  ${asKey(path)} "";`).join('\n')}
}

map $gcm_form $gcm_page {
  default "";
  ttl '</$gcm_thing.html>; rel="alternate"; type="text/html"';
}

map $gcm_form $gcm_file {
  default "$gcm_thing.$gcm_form";
  html "$gcm_language/$gcm_thing.html";
}

server {
  listen 80;
  server_name localhost;
  root /srv/gcm-graph;
  absolute_redirect off;
  charset utf-8;
  charset_types text/html text/css text/javascript text/turtle text/csv application/n-triples application/n-quads;
  types {
    text/html html; text/css css; text/javascript js; application/json json; application/ld+json jsonld;
    image/svg+xml svg; image/png png; application/xml xml; application/wasm wasm; text/turtle ttl;
    application/trig trig; application/n-triples nt; application/n-quads nq; application/rdf+xml rdf; text/csv csv;
    text/tab-separated-values tsv; application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx;
  }
  error_page 404 /site/404.html;
  add_header Cache-Control no-cache;
  add_header Access-Control-Allow-Origin *;

  location = / {
    add_header Vary Accept-Language always;
    return 302 /site/$gcm_language/index.html;
  }
  location = /context.jsonld {
    add_header Access-Control-Allow-Origin *;
    try_files /site/context.jsonld =404;
  }
${vocabularies.map(vocabulary).join('\n')}
  location ~ ^/(?<gcm_thing>${things})\\.ttl$ {
${documentHeaders('jsonld', 'application/ld+json')}
    try_files $uri /site/$gcm_thing.ttl =404;
  }
  location ~ ^/(?<gcm_thing>${things})\\.jsonld$ {
${documentHeaders('ttl', 'text/turtle')}
    try_files $uri /site/$gcm_thing.jsonld =404;
  }
  location ~ ^/(?<gcm_thing>${things})\\.html$ {
    add_header Vary Accept-Language always;
    if (!-f $document_root/site/$gcm_thing.ttl) { return 404; }
    return 303 /site/$gcm_language/$gcm_thing.html;
  }
  location ~ ^/(?<gcm_thing>${things})$ {
    error_page 410 @gone;
    error_page 406 @unacceptable;
    add_header Vary "Accept, Accept-Language" always;
    add_header Access-Control-Allow-Origin * always;
    if (!-f $document_root/site/$gcm_thing.ttl) { return 404; }
    if ($gcm_form = "") { return 406; }
    if ($gcm_gone) { return 410; }
    if ($gcm_form = html) { return 303 /site/$gcm_language/$gcm_thing.html; }
    return 303 /$gcm_thing.$gcm_form;
  }
  location @gone {
    add_header Vary "Accept, Accept-Language" always;
    add_header Access-Control-Allow-Origin * always;
    add_header Link '<$gcm_iri>; rel="describes"$gcm_gone' always;
    # The page stands elsewhere than at this address.
    sub_filter '="../' '="/site/$gcm_language/$gcm_thing/../../';
    sub_filter_once off;
    try_files /site/$gcm_file =404;
  }
  location @unacceptable {
    add_header Vary "Accept, Accept-Language" always;
    add_header Link '</$gcm_thing.ttl>; rel="alternate"; type="text/turtle"' always;
    add_header Link $gcm_jsonld always;
    add_header Link '</$gcm_thing.html>; rel="alternate"; type="text/html"' always;
    default_type text/plain;
    return 406 "none of the forms that are accepted is here; the header Link names those that are\\n";
  }
}
`;
}

const documentHeaders = (other: string, mediaType: string): string =>
  `    add_header Link '<$gcm_iri>; rel="describes"';
    add_header Link '</$gcm_thing.${other}>; rel="alternate"; type="${mediaType}"';
    add_header Link '</$gcm_thing.html>; rel="alternate"; type="text/html"';
    add_header Access-Control-Allow-Origin *;`;

/** Long names need more room than nginx gives by itself. */
const hashSize = ({ others, retired }: Places): string =>
  [...others, ...retired].some(({ path }) => path.length > 40) ? 'map_hash_bucket_size 512;\n\n' : '';

/** Words that mean something to a map stand behind a backslash. */
const asKey = (path: string): string => path.replace(/^(?:default|hostnames|include|volatile)$/, '\\$&');

/** An address in a text that names variables with a dollar, which cannot stand for itself there. */
const asValue = (iri: string): string => asAddress(iri).replaceAll('$', '%24');

/** Begins with what nginx takes for true, even when nothing took its place. */
const goneLink = (successors: string[]): string =>
  successors.map((one) => `, <${asValue(one)}>; rel="successor-version"`).join('') || ' ';

function irisOf({ folders, others }: Places, base: string): string[] {
  const own = folders.filter(({ name, prefix }) => prefix === `${base}${name}/`);
  const foreign = folders.filter((one) => !own.includes(one));
  return [
    ...others.map(({ path, iri }) => `  ${asKey(path)} "${asValue(iri)}";`),
    ...own.map(({ name }) => `  "~^${escapePattern(name)}/" "${asValue(base)}$gcm_thing";`),
    ...foreign.map(
      ({ name, prefix }) => `  "~^${escapePattern(name)}/(?<gcm_name>.*)$" "${asValue(prefix)}$gcm_name";`,
    ),
  ];
}

const vocabulary = ({ path, file, page }: Rules['vocabularies'][number]): string =>
  `  location = /${path} {
    error_page 406 @unacceptable;
    set $gcm_thing ${path};
    add_header Vary "Accept, Accept-Language" always;
    add_header Access-Control-Allow-Origin *;
    if ($gcm_form = html) { return 303 /site/$gcm_language/${page}.html; }
    if ($gcm_form != ttl) { return 406; }
    add_header Link $gcm_page;
    try_files /${file} =404;
  }
  location = /${path}.html {
    add_header Vary Accept-Language always;
    return 303 /site/$gcm_language/${page}.html;
  }
  location = /${path}.ttl {
    add_header Link '</${path}.html>; rel="alternate"; type="text/html"';
    add_header Access-Control-Allow-Origin *;
    try_files /${file} =404;
  }`;
