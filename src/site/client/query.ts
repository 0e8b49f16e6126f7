import { readFault } from '../../graph/query-file.js';
import {
  fragmentOf,
  isQuery,
  missingPrefixes,
  originOf,
  type QuerySettings,
  type QueryTerms,
  queryIn,
  servicesIn,
  unpackPages,
} from '../query/query-text.js';
import { fill } from '../words.js';
import { element, make } from './parts/dom.js';
import { createEditor, type Editor } from './parts/editor.js';
import { createEndpointEngine, createWorkerEngine, type Engine, findEndpoint, type Outcome } from './parts/engines.js';
import { openResults } from './parts/results.js';

/** Without a web server, or if a file cannot be loaded, the page works as it does without scripts. */
const tool = element('query-tool');
if (location.protocol !== 'file:') void start(JSON.parse(tool.dataset['settings'] ?? '') as QuerySettings);

async function start(settings: QuerySettings): Promise<void> {
  const response = await fetch(settings.terms);
  if (!response.ok) return;
  const terms = (await response.json()) as QueryTerms;
  const runButton = element('query-run');
  const editor = createEditor(element('query-editor'), {
    label: settings.words.editor,
    keys: settings.words.keys,
    terms,
    onRun: () => void runner.run(),
    onLeave: () => runButton.focus(),
  });
  const runner = createRunner(settings, terms, editor, await openServed());
  runButton.addEventListener('click', () => void runner.run());
  element('query-stop').addEventListener('click', () => runner.stop());
  openSaved(editor, () => void runner.run());
  element('query-unavailable').hidden = true;
  tool.hidden = false;
}

/** Offers the SPARQL endpoint of the server, if it has one; returns its engine if the reader has chosen it. */
async function openServed(): Promise<() => Engine | undefined> {
  const endpoint = await findEndpoint();
  if (endpoint === undefined) return () => undefined;
  const engine = createEndpointEngine(endpoint);
  const choice = element<HTMLInputElement>('query-by-server');
  element('query-served').hidden = false;
  return () => (choice.checked ? engine : undefined);
}

/** Fills the editor with the query in the URL, or with the first saved query. Buttons choose other saved queries. */
function openSaved(editor: Editor, run: () => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[data-saved]')];
  const textOf = (button: HTMLButtonElement): string => element(`text-${button.dataset['saved']}`).textContent ?? '';
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => {
      editor.replace(textOf(button));
      run();
      element('query-status').scrollIntoView({ block: 'center' });
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

/** Runs the query in the editor and shows the answer, one at a time. `served` returns the chosen server's engine. */
function createRunner(settings: QuerySettings, terms: QueryTerms, editor: Editor, served: () => Engine | undefined) {
  const { words } = settings;
  const status = openStatus(terms.bytes);
  const sourcesOf = openSources(words, status.say);
  const pages = unpackPages(terms.pages);
  const results = openResults({
    pageOf: (iri) => (pages.has(iri) ? `${settings.pages}${pages.get(iri)}.html` : undefined),
    prefixes: terms.prefixes,
  });
  const graph = new URL(settings.graph, location.href).href;
  const local = createWorkerEngine('query-worker.js', graph);
  const asking = createWorkerEngine('query-sources-worker.js', graph);
  let engine = local;
  let isRunning = false;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    status.setRunning(true);
    results.hide();
    await answer();
    status.setRunning(false);
    isRunning = false;
  }

  async function answer(): Promise<void> {
    editor.insertAtTop(missingPrefixes(editor.text(), terms.prefixes));
    const query = editor.text();
    history.replaceState(null, '', fragmentOf(query));
    const endpoints = sourcesOf();
    const { addresses, isOpen } = servicesIn(query);
    const others = [...endpoints, ...addresses];
    if (!isQuery(query)) return status.say(words.notQuery);
    if (isOpen) return status.say(words.openService);
    if (!(await agreeTo(others))) return status.say(words.refused);
    engine = others.length > 0 ? asking : (served() ?? local);
    status.say(words.running);
    const began = performance.now();
    const outcome = await engine.ask({ query, base: terms.base, endpoints, agreed: [...agreed] }, showProgress);
    if (typeof outcome === 'object' && 'answer' in outcome) results.show(outcome.answer);
    status.say(sentenceOf(outcome, Math.round(performance.now() - began)));
  }

  function showProgress(loaded: number | 'all'): void {
    status.showLoading(loaded === 'all' ? terms.bytes : loaded);
    const sentence = loaded === 'all' ? words.running : words.loading;
    if (sentence !== status.sentence()) status.say(sentence);
  }

  function sentenceOf(outcome: Outcome, milliseconds: number): string {
    if (typeof outcome === 'string') return words[outcome];
    if ('fault' in outcome) return faultSentence(outcome.fault);
    const { answer } = outcome;
    if (answer.form === 'truth') return answer.isTrue ? words.isTrue : words.isFalse;
    const count = answer.rows.length;
    if (count === 0) return words.none;
    return fill(answer.isCut ? words.cut : words.found, { count, milliseconds });
  }

  function faultSentence(text: string): string {
    const { message, line, column } = readFault(text);
    if (line === undefined || column === undefined) return fill(words.failed, { message });
    editor.goTo(line, column);
    return fill(words.unreadable, { line, column, message });
  }

  return { run, stop: (): void => void (isRunning && engine.stop()) };
}

/** The status text and the progress bar. `total`: the number of bytes to load. */
function openStatus(total: number) {
  const sentence = element('query-status');
  const progress = element<HTMLProgressElement>('query-progress');
  const setDisabled = (id: string, isDisabled: boolean): void =>
    element(id).setAttribute('aria-disabled', String(isDisabled));
  return {
    say(text: string): void {
      sentence.textContent = text;
    },
    sentence: (): string => sentence.textContent ?? '',
    showLoading(bytes: number): void {
      progress.hidden = bytes >= total;
      progress.value = Math.min(bytes / total, 1);
    },
    // The attribute `disabled` would take the focus from the button.
    setRunning(isRunning: boolean): void {
      tool.setAttribute('aria-busy', String(isRunning));
      setDisabled('query-run', isRunning);
      setDisabled('query-stop', !isRunning);
      progress.hidden = true;
    },
  };
}

/** The list of sources that the reader has added; returns a function for their current URLs. */
function openSources(words: QuerySettings['words'], say: (text: string) => void): () => string[] {
  const form = element('query-add-source');
  const input = element<HTMLInputElement>('query-source');
  const list = element('query-source-list');
  const addresses = new Set<string>();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = input.value.trim();
    if (originOf(address) === undefined) return say(words.badAddress);
    if (!addresses.has(address)) list.append(createEntry(address));
    addresses.add(address);
    input.value = '';
    say(words.sourceAdded);
  });
  function createEntry(address: string): HTMLLIElement {
    const label = fill(words.remove, { address });
    const button = make('button', { type: 'button', 'aria-label': label }, '×');
    const entry = make('li', {}, make('code', { dir: 'ltr' }, address), ' ', button);
    button.addEventListener('click', () => {
      addresses.delete(address);
      entry.remove();
      input.focus();
    });
    return entry;
  }
  return () => [...addresses];
}

const agreedKey = 'gcm-query-agreed';

/** The origins that the reader agreed to, kept until the window is closed. */
const agreed = new Set<string>(keptOrigins());

function keptOrigins(): string[] {
  try {
    return [JSON.parse(sessionStorage.getItem(agreedKey) ?? '[]')].flat().map(String);
  } catch {
    return []; // the browser does not store data, or the value is not ours
  }
}

function keep(origins: string[]): void {
  for (const origin of origins) agreed.add(origin);
  try {
    sessionStorage.setItem(agreedKey, JSON.stringify([...agreed]));
  } catch {
    // The browser does not store data, so the agreement ends with the page.
  }
}

/** Asks the reader for consent to new origins; false if the reader refuses. */
async function agreeTo(addresses: string[]): Promise<boolean> {
  const asked = new Set(addresses.map((address) => originOf(address) ?? address));
  const unknown = [...asked].filter((origin) => !agreed.has(origin));
  if (unknown.length === 0) return true;
  const dialog = element<HTMLDialogElement>('query-consent');
  const list = element('query-consent-list');
  list.replaceChildren(...unknown.map((origin) => make('li', {}, make('code', { dir: 'ltr' }, origin))));
  dialog.returnValue = 'refuse'; // also after Escape
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  if (dialog.returnValue !== 'send') return false;
  keep(unknown);
  return true;
}
