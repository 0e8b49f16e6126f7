import type { ButtonHTMLAttributes, VNode } from 'preact';
import { WideTable } from '../layout/components.js';
import { mostBars } from '../query/answer.js';
import { fill, type Words } from '../words.js';

type QueryWords = Words['query'];

/** A button of the query page; its script finds it by the id. */
export const button = (id: string, word: string, attributes: ButtonHTMLAttributes = {}) => (
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

/** The choice of the server, the list of other sources, and the dialog that asks for consent. */
export const otherSources = (words: QueryWords) => (
  <>
    <details id="query-sources">
      <summary>{words.sources}</summary>
      <p id="query-served" hidden>
        <label class="choice">
          <input id="query-by-server" type="checkbox" />
          <span>{words.byServer}</span>
        </label>
      </p>
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

/** The answer as a table, as a chart, as a network, or as text. */
export const results = (words: QueryWords) => (
  <section id="query-results" aria-labelledby="query-results-title" hidden>
    <h2 id="query-results-title">{words.results}</h2>
    {buttonGroup(
      words.view,
      button('query-as-table', words.asTable, { 'aria-pressed': 'true' }),
      button('query-as-chart', words.asChart, { 'aria-pressed': 'false' }),
      button('query-as-raw', words.asRaw, { 'aria-pressed': 'false' }),
    )}
    <div id="query-table">
      <p class="buttons">
        <label for="query-filter">{words.filter}</label>
        <input id="query-filter" type="search" autocomplete="off" />
      </p>
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
      button('query-tsv', 'TSV'),
      button('query-json', 'JSON'),
      button('query-turtle', 'Turtle'),
    )}
  </section>
);
