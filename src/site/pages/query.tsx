import type { ButtonHTMLAttributes, VNode } from 'preact';
import type { QueryFile } from '../../graph/query-file.js';
import { graphFile, termsFile } from '../data-files.js';
import { list, literal, turned, WideTable } from '../layout/components.js';
import { textPage } from '../layout/document.js';
import { policy } from '../layout/head.js';
import { mostBars } from '../query/answer.js';
import type { QuerySettings } from '../query/query-text.js';
import type { Site, View } from '../view.js';
import { fill, type Words } from '../words.js';

type QueryWords = Words['query'];

/**
 * This page can run the engine (WebAssembly) in a worker and query any server, because the servers are unknown at build
 * time. The script asks the reader for consent before it contacts a server.
 */
const queryPolicy = policy
  .replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'")
  .replace("connect-src 'self'", "connect-src 'self' https: http:");

/** SPARQL queries in the reader's browser. Without scripts, the page only shows the saved queries. */
export function queryPage(view: View) {
  const words = view.words.query;
  const settings: QuerySettings = {
    words: words.script,
    graph: view.link(graphFile),
    terms: view.link(termsFile(view.language)),
    pages: view.link(`${view.language}/`),
  };
  const tool = (
    <div id="query-tool" class="query" data-settings={JSON.stringify(settings)} hidden>
      <div id="query-editor" class="editor" dir="ltr" />
      <p class="note">{words.script.keys}</p>
      <p id="query-served" hidden>
        <label>
          <input id="query-by-server" type="checkbox" /> {words.byServer}
        </label>
      </p>
      {otherSources(words)}
      <p class="buttons">
        <button id="query-run" class="main-button" type="button">
          {words.run}
        </button>
        {button('query-stop', words.stop, { 'aria-disabled': 'true' })}
      </p>
      <p id="query-status" class="query-status" role="status" />
      <progress id="query-progress" max="1" aria-label={words.progress} hidden />
      {results(words)}
    </div>
  );
  const head = { title: words.title, text: words.intro, policy: queryPolicy, scripts: ['assets/query.js'] };
  return textPage(view, head, [
    <p class="prose unavailable" id="query-unavailable">
      {words.unavailable}
    </p>,
    tool,
    <h2 id="saved">{words.saved}</h2>,
    <p class="prose">{words.savedNote}</p>,
    list('saved', savedQueries(view.site), (query) => savedQuery(view, query)),
  ]);
}

/**
 * The saved queries that the graph can answer; the first one fills the editor. The page does not load the figures that the others
 * name.
 */
const savedQueries = ({ examples, roles }: Site): QueryFile[] =>
  examples
    .filter(({ header }) => header['figures'] === undefined)
    .sort((a, b) => Number(b.name === roles.firstQuery) - Number(a.name === roles.firstQuery));

const button = (id: string, word: string, attributes: ButtonHTMLAttributes = {}) => (
  <button id={id} type="button" {...attributes}>
    {word}
  </button>
);

const buttonGroup = (name: string, ...buttons: VNode[]) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
  <div class="buttons" role="group" aria-label={name}>
    {buttons}
  </div>
);

/** The list of other sources, and the dialog that asks for consent. */
const otherSources = (words: QueryWords) => (
  <>
    <details id="query-sources">
      <summary>{words.sources}</summary>
      <p class="prose">{words.sourcesText}</p>
      <form id="query-add-source" class="buttons">
        <label for="query-source">{words.address}</label>
        <input id="query-source" type="url" required dir="ltr" placeholder="https://…" autocomplete="off" />
        <button type="submit">{words.add}</button>
      </form>
      <ul id="query-source-list" />
    </details>
    <dialog id="query-consent" aria-labelledby="query-consent-title">
      <h2 id="query-consent-title">{words.consentTitle}</h2>
      <p>{words.consentText}</p>
      <ul id="query-consent-list" />
      <form method="dialog" class="buttons">
        {button('query-send', words.send, { type: 'submit', value: 'send' })}
        {button('query-refuse', words.refuse, { type: 'submit', value: 'refuse', autofocus: true })}
      </form>
    </dialog>
  </>
);

/** The answer as a table, as bars, or as text. */
const results = (words: QueryWords) => (
  <section id="query-results" aria-labelledby="query-results-title" hidden>
    <h2 id="query-results-title">{words.results}</h2>
    {buttonGroup(
      words.view,
      button('query-as-table', words.asTable, { 'aria-pressed': 'true' }),
      button('query-as-chart', words.asChart, { 'aria-pressed': 'false' }),
      button('query-as-raw', words.asRaw, { 'aria-pressed': 'false' }),
    )}
    <div id="query-table">
      <WideTable labelledBy="query-results-title">
        <div id="query-cells" />
      </WideTable>
      {button('query-more', words.more, { hidden: true })}
    </div>
    <div id="query-chart" hidden>
      <p class="buttons">
        <label for="query-measure">{words.column}</label>
        <select id="query-measure" />
      </p>
      <div id="query-bars" />
      <p id="query-chart-note" class="note">
        {fill(words.chartNote, { count: mostBars })}
      </p>
    </div>
    <div id="query-raw" hidden>
      <WideTable labelledBy="query-results-title">
        <pre id="query-raw-text" class="text" dir="ltr" />
      </WideTable>
    </div>
    {buttonGroup(
      words.keep,
      <span>{words.keep}</span>,
      button('query-csv', 'CSV'),
      button('query-json', 'JSON'),
      button('query-turtle', 'Turtle'),
    )}
  </section>
);

/** A saved query with its description and text. The button is hidden without scripts. */
function savedQuery(view: View, { name, header, text }: QueryFile) {
  const words = view.words.query;
  const id = `saved-${name}`;
  const english = turned('en', view.words.language);
  return (
    <>
      <h3 id={id}>{literal(view, { text: header['title'] ?? name, language: 'en' })}</h3>
      <p {...english}>{header['description']?.replaceAll('\n', ' ')}</p>
      <button type="button" data-saved={name} aria-describedby={id} hidden>
        {words.runThis}
      </button>
      <details>
        <summary aria-describedby={id}>{words.showText}</summary>
        <WideTable labelledBy={id}>
          <pre id={`text-${name}`} class="text" {...english}>
            {text}
          </pre>
        </WideTable>
      </details>
    </>
  );
}
