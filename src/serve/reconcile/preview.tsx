import { createHash } from 'node:crypto';
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Entity, nameOf, names, type Value } from './entities.js';
import type { Knowledge } from './knowledge.js';
import { describe } from './suggest.js';

/** How large the page is to be shown, in pixels. */
export const previewSize = { width: 430, height: 300 };

const style =
  'body{margin:.75rem;font:15px/1.4 system-ui,sans-serif}h1{font-size:1.1rem}p{margin:.4rem 0}' +
  'code{font-size:.85em;overflow-wrap:anywhere}';

/** Nothing is loaded and nothing runs; anybody may show it in a frame. */
export const previewPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** What a preview is of, and for whom. */
interface Shown {
  entity: Entity;
  language: string;
  address: string | undefined; // of its page
  knowledge: Knowledge;
}

/** A thing in a few lines, as a page: what it is, its name, what is above it. */
export function previewOf(shown: Shown): string {
  const { entity, language } = shown;
  const page = (
    <html lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <title>{nameOf(entity, language).text}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <Lines {...shown} />
        <p>
          <code>{entity.iri}</code>
        </p>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** The same lines for a client that puts them into a page of its own. */
export const flyoutOf = (shown: Shown): string => renderToString(<Lines {...shown} />);

function Lines({ entity, language, address, knowledge: { byIri, kinds } }: Shown): JSX.Element {
  const name = <Named name={nameOf(entity, language)} />;
  const wholes = (entity.values.get(broader) ?? []).flatMap(({ text }) => byIri.get(text) ?? []);
  return (
    <>
      <p>{describe(entity, kinds, language)}</p>
      <h1>
        {address === undefined ? (
          name
        ) : (
          <a href={address} target="_blank" rel="noopener">
            {name}
          </a>
        )}
      </h1>
      {wholes.map((whole) => (
        <p key={whole.iri}>
          {describe(whole, kinds, language)}: <Named name={nameOf(whole, language)} />
        </p>
      ))}
    </>
  );
}

const broader = names.concept.replace('Concept', 'broader');

const Named = ({ name }: { name: Value }): JSX.Element => <bdi lang={name.language}>{name.text}</bdi>;
