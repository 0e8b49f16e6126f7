import { explanationsFile } from '../explanation-files.js';
import { textPage } from '../layout/document.js';
import { policy } from '../layout/head.js';
import type { View } from '../view.js';
import { knownProblemsFile } from '../workbench/known-problems.js';
import { sharedWords, type WorkbenchSettings } from '../workbench/settings.js';

/** This page runs the check, with its query engine (WebAssembly), in a worker. */
const workbenchPolicy = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'");

/** Checks workbooks in the reader's browser. Its script shows the parts that need it. */
export function workbenchPage(view: View) {
  const { words, language, link } = view;
  const { script, ...own } = words.workbench;
  const settings: WorkbenchSettings = {
    language,
    root: link(''),
    repository: view.site.roles.repository,
    known: link(knownProblemsFile),
    explanations: link(explanationsFile(language)),
    words: {
      ...script,
      ...Object.fromEntries(sharedWords.map((key) => [key, words[key]])),
    } as WorkbenchSettings['words'],
  };
  const head = { title: own.title, text: own.intro, policy: workbenchPolicy, scripts: ['assets/workbench.js'] };
  return textPage(view, head, [
    <p id="bench-unavailable" class="prose cite">
      {own.unavailable}
    </p>,
    <div id="workbench" class="bench" data-settings={JSON.stringify(settings)} hidden>
      <section id="drop" class="bench-drop" aria-labelledby="drop-title">
        <h2 id="drop-title">{own.files}</h2>
        <div class="bench-place">
          <p id="bench-checked" class="bench-checked" hidden />
          <p class="bench-call">{own.drop}</p>
          <p class="note">{own.formats}</p>
          <div class="bench-buttons">
            <label class="button main">
              <input id="bench-files" class="unseen" type="file" multiple accept=".xlsx,.ods,.fods,.csv,.tsv" />
              {own.chooseFiles}
            </label>
            <label id="bench-folder-choice" class="button">
              <input id="bench-folder" class="unseen" type="file" multiple />
              {own.chooseFolder}
            </label>
            <button id="bench-published" class="button" type="button">
              {own.published}
            </button>
          </div>
          <label class="bench-check">
            <input id="bench-figures" type="checkbox" />
            <span>{own.withFigures}</span>
          </label>
          <p class="bench-private">
            {[own.private, view.words.space]}
            <span id="bench-offline" />
          </p>
        </div>
      </section>
      <section id="progress" class="bench-progress" aria-label={own.progress} hidden>
        <p id="bench-status" role="status" />
        <details id="bench-bug" hidden>
          <summary>{script.technical}</summary>
          <pre id="bench-bug-text" class="text" dir="ltr" />
        </details>
        <div class="bench-buttons">
          <progress id="bench-running" aria-label={own.progress} hidden />
          <button id="bench-cancel" class="button" type="button" hidden>
            {own.cancel}
          </button>
          <button id="bench-undo" class="button" type="button" hidden>
            {script.undo}
          </button>
          <nav id="bench-parts" aria-label={own.parts} hidden>
            <a id="to-problems" href="#problems" hidden>
              {own.problems}
            </a>
            <a id="to-new-row" href="#new-row" hidden>
              {script.newRow}
            </a>
            <a id="to-changes" href="#changes" hidden>
              {own.changes}
            </a>
            <a id="to-hand-in" href="#hand-in" hidden>
              {own.handIn}
            </a>
          </nav>
        </div>
      </section>
      {benchPart('rows', words.workbenchChange.propose)}
      {benchPart('problems', own.problems)}
      {benchPart('new-row', script.newRow)}
      {benchPart('changes', own.changes)}
      {benchPart('hand-in', own.handIn)}
    </div>,
  ]);
}

/** A part of the page that a script fills after the first check. */
const benchPart = (id: string, title: string) => (
  <section id={id} aria-labelledby={`${id}-title`} hidden>
    <h2 id={`${id}-title`} tabIndex={-1}>
      {title}
    </h2>
  </section>
);
