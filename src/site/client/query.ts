import type { QuerySettings } from '../query/settings.js';
import { queryIn } from '../query/share.js';
import { type QueryTerms, unpackPages } from '../query/terms.js';
import { element } from './parts/dom.js';
import { createEditor, type Editor } from './query/editor.js';
import { createEndpointEngine, findEndpoint } from './query/endpoint.js';
import type { Engine } from './query/engine.js';
import { openResults } from './query/results-view.js';
import { createRunner } from './query/runner.js';
import { openSources } from './query/sources-view.js';
import { openStatus } from './query/status.js';

/** The query page. Opened as a file, or when something cannot be loaded, it stays what it is without a script. */
const tool = element('query-tool', HTMLElement);
if (location.protocol !== 'file:') void start(JSON.parse(tool.dataset['settings'] ?? '') as QuerySettings);

async function start(settings: QuerySettings): Promise<void> {
  const response = await fetch(settings.terms);
  if (!response.ok) return;
  const terms = (await response.json()) as QueryTerms;
  const { words } = settings;
  const runButton = element('query-run', HTMLButtonElement);
  const editor = createEditor(element('query-editor', HTMLElement), {
    label: words.editor,
    keys: words.keys,
    terms,
    onRun: () => void runner.run(),
    onLeave: () => runButton.focus(),
  });
  const status = openStatus(terms.bytes);
  const runner = createRunner({
    settings,
    terms,
    editor,
    status,
    sources: openSources(words, status.say),
    served: await openServed(),
    results: openResults({ pageOf: pageLinks(terms, settings.pages), prefixes: terms.prefixes }),
  });
  runButton.addEventListener('click', () => void runner.run());
  element('query-stop', HTMLButtonElement).addEventListener('click', () => runner.stop());
  openSaved(editor, () => void runner.run());
  element('query-unavailable', HTMLElement).hidden = true;
  tool.hidden = false;
}

/** Offers that the server of the page answers, where it can; gives it when the reader has chosen so. */
async function openServed(): Promise<() => Engine | undefined> {
  const endpoint = await findEndpoint();
  if (endpoint === undefined) return () => undefined;
  const engine = createEndpointEngine(endpoint);
  const choice = element('query-by-server', HTMLInputElement);
  element('query-served', HTMLElement).hidden = false;
  return () => (choice.checked ? engine : undefined);
}

/** From the address of a thing to its page in the language of this one. */
function pageLinks({ pages }: QueryTerms, folder: string): (iri: string) => string | undefined {
  const paths = unpackPages(pages);
  return (iri) => (paths.has(iri) ? `${folder}${paths.get(iri)}.html` : undefined);
}

/** What stands in the editor: the query of the address, else the first that is saved; others by a click. */
function openSaved(editor: Editor, run: () => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[data-saved]')];
  const textOf = (button: HTMLButtonElement): string =>
    element(`text-${button.dataset['saved']}`, HTMLElement).textContent ?? '';
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => {
      editor.replace(textOf(button));
      run();
      element('query-status', HTMLElement).scrollIntoView({ block: 'center' });
    });
  }
  const fromAddress = (): void => {
    const query = queryIn(location.hash);
    if (query !== undefined) editor.replace(query);
  };
  if (buttons[0]) editor.replace(textOf(buttons[0]));
  fromAddress();
  window.addEventListener('hashchange', fromAddress);
}
