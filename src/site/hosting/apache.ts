import { formChoices, languageChoices } from './accept.js';
import { asAddress, escapePattern, nameOfThing, type Places, patternOf } from './places.js';
import type { Rules } from './rules.js';

/** Rules for Apache, from 2.4.13: for a file .htaccess or the block of a folder. */
export function apacheRules({ places, base, languages, vocabularies }: Rules): string {
  const things = patternOf(places);
  const most = Math.max(0, ...places.retired.map(({ successors }) => successors.length));
  return `# The things of this graph at their addresses: 303 to a page or to data by what the client accepts, 410 for what is
# no longer in use. As .htaccess in the folder of the release, if that is the root of the host. Not here, but in gcm
# serve: forms other than HTML, Turtle and JSON-LD, weights between 0 and 1, ?format=, the rows of the sheets, SPARQL;
# and at a thing that is gone a sentence stands where gcm serve gives its data.
#
# For a permanent address such as w3id.org the same file, with the address of the host, "https://example.org/", instead
# of the slash in the next rule but one.

RewriteEngine On
RewriteRule ^ - [E=host:/]
RewriteRule ^ - [E=language:${languages[0]}]
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/trig .trig
AddType application/n-triples .nt
AddType application/n-quads .nq
AddType application/rdf+xml .rdf
AddType text/csv .csv
AddType text/tab-separated-values .tsv
AddType application/json .json
AddType application/wasm .wasm
AddCharset UTF-8 .html .css .js .ttl .trig .nt .nq .rdf .csv .tsv
DirectorySlash Off
DirectoryIndex index.html
Header set Cache-Control no-cache
Header always set Access-Control-Allow-Origin *

# The last that fits is taken.
RewriteCond %{HTTP:Accept} ^$
RewriteRule ^ - [E=form:ttl]
${[...formChoices].reverse().map(choose('Accept', 'form')).join('\n')}
${languageChoices(languages).map(choose('Accept-Language', 'language')).join('\n')}

RewriteRule ^$ %{ENV:host}site/%{ENV:language}/index.html [R=302,E=start:1,L]
Header always merge Vary Accept-Language env=start
RewriteCond %{ENV:host} =/
RewriteRule ^context\\.jsonld$ site/context.jsonld [END]

${vocabularies.map(vocabulary).join('\n')}
Header always merge Vary "Accept, Accept-Language" env=REDIRECT_vocabulary
Header set Link "</%{REDIRECT_text}e.html>; rel=\\"alternate\\"; type=\\"text/html\\"" env=REDIRECT_text

# At a permanent address everything but things is on the host.
RewriteCond %{ENV:host} !=/
RewriteCond $0 \\.(?:ttl|jsonld|nt|trig|rdf)$ [OR]
RewriteCond %{ENV:form} ^$
RewriteRule ^.*$ %{ENV:host}$0 [R=302,L]

# Documents about things
${irisOf(places, base).join('\n')}
RewriteCond %{ENV:host} =/
RewriteCond %{REQUEST_FILENAME} !-f
RewriteRule ^(${things})\\.(ttl|jsonld)$ site/$1.$2 [E=path:$1,E=is_$2:1,END]
Header set Link "<%{REDIRECT_iri}e>; rel=\\"describes\\"" env=REDIRECT_path
${[
  ['ttl', 'text/turtle', 'jsonld'],
  ['jsonld', 'application/ld+json', 'ttl'],
]
  .map(
    ([form, mediaType, other]) =>
      `Header add Link "</%{REDIRECT_path}e.${form}>; rel=\\"alternate\\"; type=\\"${mediaType}\\"" env=REDIRECT_is_${other}`,
  )
  .join('\n')}
Header add Link "</%{REDIRECT_path}e.html>; rel=\\"alternate\\"; type=\\"text/html\\"" env=REDIRECT_path
RewriteCond %{ENV:host} !=/ [OR]
RewriteCond %{DOCUMENT_ROOT}/site/$1.ttl -f
RewriteRule ^(${things})\\.html$ %{ENV:host}site/%{ENV:language}/$1.html [R=303,E=start:1,L]

# Things
RewriteCond %{ENV:host} =/
RewriteCond %{DOCUMENT_ROOT}/site/$1.ttl !-f
RewriteRule ^(${things})$ - [R=404,L]
RewriteRule ^(${things})$ - [E=thing:$1]
Header always merge Vary "Accept, Accept-Language" env=thing
RewriteCond %{ENV:form} ^$
RewriteRule ^(${things})$ - [R=406,E=refused:1,E=jsonld:1,L]
Header always add Link "<%{host}e%{thing}e.ttl>; rel=\\"alternate\\"; type=\\"text/turtle\\"" env=refused
Header always add Link "<%{host}e%{thing}e.jsonld>; rel=\\"alternate\\"; type=\\"application/ld+json\\"" env=jsonld
Header always add Link "<%{host}e%{thing}e.html>; rel=\\"alternate\\"; type=\\"text/html\\"" env=refused
ErrorDocument 406 "None of the forms that are accepted is here; the header Link names those that are."
${places.retired.map(gone).join('\n')}
RewriteCond %{ENV:gone} =1
RewriteRule ^(${things})$ - [R=410,L]
Header always add Link "<%{iri}e>; rel=\\"describes\\"" env=gone
${Array.from({ length: most }, (_, i) => `Header always add Link "<%{successor${i}}e>; rel=\\"successor-version\\"" env=successor${i}`).join('\n')}
ErrorDocument 410 "This is no longer in use. What it was and what took its place is at %{reqenv:host}%{reqenv:thing}.html"
RewriteCond %{ENV:form} =html
RewriteRule ^(${things})$ %{ENV:host}site/%{ENV:language}/$1.html [R=303,L]
RewriteCond %{ENV:host} =/
RewriteRule ^(${things})$ /$1.%{ENV:form} [R=303,L]
RewriteRule ^(${things})$ %{ENV:host}site/$1.%{ENV:form} [R=303,L]
RewriteCond %{ENV:host} !=/
RewriteRule ^(.*)$ %{ENV:host}$1 [R=302,L]
ErrorDocument 404 /site/404.html
`;
}

const choose =
  (header: string, name: string) =>
  ({ pattern, choice }: { pattern: string; choice: string }): string =>
    `RewriteCond %{HTTP:${header}} "${pattern}" [NC]\nRewriteRule ^ - [E=${name}:${choice}]`;

/** An address in what rules put together; a comma would end it. */
const literal = (iri: string): string =>
  asAddress(iri)
    .replaceAll(',', '%2C')
    .replace(/[\\$%]/g, '\\$&');

function irisOf({ folders, others }: Places, base: string): string[] {
  const isOwn = ({ name, prefix }: Places['folders'][number]): boolean => prefix === `${base}${name}/`;
  const own = folders.filter(isOwn).map(({ name }) => escapePattern(name));
  const rule = (pattern: string, iri: string): string =>
    `RewriteRule ^${pattern}(?:\\.(?:ttl|jsonld))?$ - [E=iri:${iri}]`;
  const name = `(${nameOfThing}?)`;
  return [
    ...(own.length === 0 ? [] : [rule(`((?:${own.join('|')})/${nameOfThing}?)`, `${literal(base)}$1`)]),
    ...folders
      .filter((one) => !isOwn(one))
      .map((one) => rule(`${escapePattern(one.name)}/${name}`, `${literal(one.prefix)}$1`)),
    ...others.map(({ path, iri }) => rule(escapePattern(path), literal(iri))),
  ];
}

function gone({ path, successors }: Places['retired'][number]): string {
  const places = successors.map(
    (one, i) => `E=successor${i}:${one.startsWith('/') ? `%{ENV:host}${one.slice(1)}` : literal(one)}`,
  );
  return `RewriteRule ^${escapePattern(path)}$ - [${['E=gone:1', ...places].join(',')}]`;
}

const vocabulary = ({ path, file, page }: Rules['vocabularies'][number]): string =>
  `RewriteRule ^${path}$ - [E=vocabulary:1,E=thing:${path}]
RewriteCond %{ENV:form} =html
RewriteRule ^${path}$ %{ENV:host}site/%{ENV:language}/${page}.html [R=303,L]
RewriteRule ^${path}\\.html$ %{ENV:host}site/%{ENV:language}/${page}.html [R=303,E=start:1,L]
RewriteCond %{ENV:host} =/
RewriteCond %{ENV:form} !=ttl
RewriteRule ^${path}$ - [R=406,E=refused:1,L]
RewriteCond %{ENV:host} =/
RewriteRule ^${path}(?:\\.ttl)?$ ${file} [E=text:${path},END]`;
