import type { QueryFile } from '../../graph/query-file.js';
import { graphFile, termsFile } from '../data-files.js';
import { list, literal, toPage, turned, WideTable } from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { policy } from '../layout/head.js';
import { mapSize, outlinesFile } from '../maps/places.js';
import { offeredFiguresFile } from '../query/figure-packs.js';
import type { QuerySettings } from '../query/query-text.js';
import { firstQuery, type QueryGroup, queryGroups, textOf, textToShow } from '../query/saved-queries.js';
import type { View } from '../view.js';
import { fill } from '../words.js';
import { button, code, moreFigures, otherSources, results } from './query-parts.js';

/**
 * This page can run the engine (WebAssembly) in a worker and query any server, because the servers are unknown at build
 * time. The script asks the reader for consent before it contacts a server.
 */
const queryPolicy = policy
  .replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'")
  .replace("connect-src 'self'", "connect-src 'self' https: http:");

/** SPARQL queries in the reader's browser. Without scripts, the page only shows queries: the script shows the rest. */
export function queryPage(view: View) {
  const words = view.words.query;
  const first = firstQuery(view.site);
  const settings: QuerySettings = {
    words: { ...words.script, numbers: { language: view.words.language, number: view.words.number } },
    language: view.language,
    root: view.link('assets/').replace(/assets\/$/, ''),
    graph: view.link(graphFile),
    map: { ...mapSize, outlines: view.link(outlinesFile) },
    figures: view.site.figures.length === 0 ? '' : view.link(offeredFiguresFile(view.language)),
    terms: view.link(termsFile(view.language)),
    pages: view.link(`${view.language}/`),
  };
  const tool = (
    <div id="query-tool" class="query" data-settings={JSON.stringify(settings)} aria-busy="true">
      <div id="query-editor" class="editor" dir="ltr">
        <textarea id="query-text" aria-label={words.script.editor} spellcheck={false} autocomplete="off">
          {first === undefined ? '' : textToShow(first)}
        </textarea>
      </div>
      <p class="note" data-scripted hidden>
        {words.script.keys}
      </p>
      <div class="buttons" data-scripted hidden>
        {button('query-run', words.run, { class: 'main-button', 'aria-disabled': 'true' })}
        {button('query-stop', words.stop, { 'aria-disabled': 'true' })}
        <span class="choice">
          <label for="query-limit">{words.limit}</label>
          <select id="query-limit">
            {[5, 20, 60, 300].map((seconds) => (
              <option value={seconds} selected={seconds === 20}>
                {fill(words.seconds, { count: seconds }, view.words.language)}
              </option>
            ))}
          </select>
        </span>
        {button('query-share', words.share)}
      </div>
      <p id="query-status" class="query-status" role="status">
        <span id="query-unavailable">{words.unavailable}</span>
      </p>
      <progress id="query-progress" max="1" aria-label={words.progress} hidden />
      {moreFigures(words)}
      {otherSources(words)}
      {code(words)}
      {results(words)}
    </div>
  );
  const head = { title: words.title, text: words.intro, policy: queryPolicy, scripts: ['assets/query.js'] };
  return textPage(view, head, [
    <p id="query-draft" class="prose cite" hidden>
      {view.words.workbenchChange.queryDraft} {toPage(view, 'query', view.words.workbenchChange.queryPublished)}
    </p>,
    <div class="query-page">
      {tool}
      <section class="saved" aria-labelledby="saved">
        <h2 id="saved">{words.saved}</h2>
        <p class="note">{words.savedNote}</p>
        <label for="query-find">{words.find}</label>
        <input id="query-find" type="search" autocomplete="off" />
        {queryGroups(view).map((group) => savedGroup(view, group))}
      </section>
    </div>,
  ]);
}

/** A group of saved queries, folded. */
const savedGroup = (view: View, { name, queries }: QueryGroup) => (
  <details class="saved-group" name="saved">
    <summary>
      {name} <span class="count">{queries.length}</span>
    </summary>
    {list('saved-list', queries, (query) => savedQuery(view, query))}
  </details>
);

/** A saved query with its description and text. The button is hidden without scripts. */
function savedQuery(view: View, query: QueryFile) {
  const { name } = query;
  const words = view.words.query;
  const id = `saved-${name}`;
  const description = textOf(view, query, 'description');
  const english = turned('en', view.words.language);
  return (
    <>
      <h3 id={id}>{literal(view, textOf(view, query, 'title') ?? { text: name, language: '' })}</h3>
      {description && <p>{literal(view, description)}</p>}
      <button type="button" data-saved={name} aria-describedby={id} hidden>
        {words.runThis}
      </button>
      <details>
        <summary aria-describedby={id}>{words.showText}</summary>
        <WideTable labelledBy={id}>
          <pre id={`text-${name}`} class="text" {...english}>
            {textToShow(query)}
          </pre>
        </WideTable>
      </details>
    </>
  );
}
