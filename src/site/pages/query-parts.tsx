import type { ButtonHTMLAttributes, VNode } from 'preact';
import { WideTable } from '../layout/components.js';
import { codeLanguages } from '../query/code.js';
import type { Words } from '../words.js';

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

/** The form that adds the figures of series and areas to the query. Its lists are loaded when it opens. */
export const moreFigures = (words: QueryWords) => (
  <details id="query-figures" data-scripted hidden>
    <summary>{words.figures}</summary>
    <p class="prose">{words.figuresText}</p>
    <form id="query-add-figures" class="buttons">
      <label for="query-series">{words.series}</label>
      <input id="query-series" list="query-series-list" autocomplete="off" />
      <datalist id="query-series-list" />
      <label for="query-area">{words.area}</label>
      <input id="query-area" list="query-area-list" autocomplete="off" />
      <datalist id="query-area-list" />
      <button type="submit">{words.add}</button>
    </form>
  </details>
);

/** The choice of the server, the list of other sources, and the dialog that asks for consent. */
export const otherSources = (words: QueryWords) => (
  <>
    <details id="query-sources" data-scripted hidden>
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

/** A program that runs the query outside the page. */
export const code = (words: QueryWords) => (
  <details id="query-code" data-scripted hidden>
    <summary id="query-code-title">{words.code}</summary>
    <p class="buttons">
      <label for="query-code-language">{words.codeLanguage}</label>
      <select id="query-code-language">
        {codeLanguages.map((one) => (
          <option value={one}>{one}</option>
        ))}
      </select>
      {button('query-copy-code', words.copy)}
    </p>
    <p id="query-code-note" class="note" hidden>
      {words.codeNote}
    </p>
    <WideTable labelledBy="query-code-title">
      <pre id="query-code-text" class="text" dir="ltr" />
    </WideTable>
  </details>
);

/** The answer as a table, as a chart, as a network, or as text. */
export const results = (words: QueryWords) => (
  <section id="query-results" aria-labelledby="query-results-title" hidden>
    <h2 id="query-results-title">{words.results}</h2>
    <p id="query-hint" class="buttons" hidden>
      <span id="query-hint-text" />
      {button('query-hint-add', words.addAll)}
    </p>
    {buttonGroup(
      words.view,
      button('query-as-table', words.asTable, { 'aria-pressed': 'true' }),
      button('query-as-chart', words.asChart, { 'aria-pressed': 'false' }),
      button('query-as-map', words.asMap, { 'aria-pressed': 'false' }),
      button('query-as-network', words.asNetwork, { 'aria-pressed': 'false' }),
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
    <p id="query-measures" class="buttons" hidden>
      <label for="query-measure">{words.column}</label>
      <select id="query-measure" />
    </p>
    <div id="query-chart" class="chart" hidden>
      <div id="query-drawing" class="plot" />
      <p id="query-chart-note" class="note" hidden />
    </div>
    <div id="query-map" hidden>
      <div id="query-map-drawing" />
    </div>
    <div id="query-network" hidden>
      <div id="query-network-drawing" />
      <p id="query-network-note" class="note" hidden />
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
