import { type QuerySettings, type QueryTerms, queryIn } from '../query/query-text.js';
import { draftFile, draftParameter } from '../workbench/draft-graph.js';
import { openCode } from './parts/code.js';
import { element } from './parts/dom.js';
import { openEditor } from './parts/editor-place.js';
import { createEndpointEngine, type Engine, findEndpoint } from './parts/engines.js';
import { createRunner } from './parts/runner.js';
import { openSaved } from './parts/saved.js';

/** Without a web server, or if a file cannot be loaded, the page works as it does without scripts. */
const tool = element('query-tool');
if (location.protocol !== 'file:') start(JSON.parse(tool.dataset['settings'] ?? '') as QuerySettings);

function start(published: QuerySettings): void {
  const settings = ofDraft(published);
  const { words } = settings;
  const runButton = element('query-run');
  let terms: Promise<QueryTerms> | undefined;
  const loadTerms = (): Promise<QueryTerms> => {
    terms ??= fetchTerms(settings.terms);
    return terms;
  };
  const run = (): void => {
    void runner.run().then(showCode);
  };
  const editor = openEditor({
    label: words.editor,
    keys: words.keys,
    loadTerms,
    onRun: run,
    onLeave: () => runButton.focus(),
  });
  const saved = openSaved(editor, run);
  const runner = createRunner({ settings, loadTerms, editor, served: openServed(), nameOf: saved.nameOf });
  runButton.addEventListener('click', run);
  element('query-stop').addEventListener('click', () => runner.stop());
  openShare(settings, editor.text);
  const showCode = openCode(settings, editor.text);
  element('query-unavailable').remove();
  for (const part of tool.querySelectorAll<HTMLElement>('[data-scripted]')) part.hidden = false;
  runner.ready();
  const runShared = (): void => {
    const query = queryIn(location.hash);
    if (query === undefined || query === editor.text()) return;
    editor.replace(query);
    run();
  };
  runShared();
  window.addEventListener('hashchange', runShared);
}

/** The workbench opens this page with its draft, which it has stored in this browser. */
function ofDraft(settings: QuerySettings): QuerySettings {
  if (!new URLSearchParams(location.search).has(draftParameter)) return settings;
  element('query-draft').hidden = false;
  return { ...settings, graph: `${settings.root}${draftFile}` };
}

async function fetchTerms(address: string): Promise<QueryTerms> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return (await response.json()) as QueryTerms;
}

/** Offers the SPARQL endpoint of the server, if it has one. Returns a function for the engine that the reader has chosen. */
function openServed(): () => Engine | undefined {
  const choice = element<HTMLInputElement>('query-by-server');
  let engine: Engine | undefined;
  element('query-sources').addEventListener(
    'toggle',
    async () => {
      const endpoint = await findEndpoint();
      if (endpoint === undefined) return;
      engine = createEndpointEngine(endpoint);
      element('query-served').hidden = false;
    },
    { once: true },
  );
  return () => (choice.checked ? engine : undefined);
}

/** Copies an address that runs the query when it is opened. */
function openShare({ words }: QuerySettings, text: () => string): void {
  element('query-share').addEventListener('click', async () => {
    const address = new URL(location.href);
    address.search = ''; // others do not have the draft
    address.hash = new URLSearchParams({ query: text() }).toString();
    history.replaceState(null, '', address);
    try {
      await navigator.clipboard.writeText(address.href);
      element('query-status').textContent = words.copied;
    } catch {
      element('query-status').textContent = words.inAddress; // the browser refuses the clipboard
    }
  });
}
