import { readFault } from '../../../graph/query-fault.js';
import { formOf } from '../../../graph/query-text.js';
import { fill } from '../../languages.js';
import type { Answer } from '../../query/answer.js';
import { missingPrefixes } from '../../query/prefixes.js';
import { servicesIn } from '../../query/services.js';
import type { QuerySettings } from '../../query/settings.js';
import { fragmentOf } from '../../query/share.js';
import type { QueryTerms } from '../../query/terms.js';
import { agreedOrigins, agreeTo } from './consent.js';
import type { Editor } from './editor.js';
import { createEngine, type Engine, type Outcome } from './engine.js';
import type { Results } from './results-view.js';
import type { Status } from './status.js';

/** The parts of the page that a run goes through. */
interface RunnerSettings {
  settings: QuerySettings;
  terms: QueryTerms;
  editor: Editor;
  status: Status;
  sources(): string[];
  served(): Engine | undefined; // the server of the page, where the reader wants it to answer
  results: Results;
}

/** From the text in the editor to an answer below it; one query at a time. */
export function createRunner(page: RunnerSettings): { run(): Promise<void>; stop(): void } {
  const { editor, status, results, terms } = page;
  const { words, graph } = page.settings;
  const address = new URL(graph, location.href).href;
  const local = createEngine('query-worker.js', address, terms.base);
  const asking = createEngine('query-sources-worker.js', address, terms.base);
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
    const endpoints = page.sources();
    const { addresses, isOpen } = servicesIn(query);
    const others = [...endpoints, ...addresses];
    if (formOf(query) === undefined) return status.say(words.notQuery);
    if (isOpen) return status.say(words.openService);
    if (!(await agreeTo(others))) return status.say(words.refused);
    engine = others.length > 0 ? asking : (page.served() ?? local);
    status.say(words.running);
    const began = performance.now();
    const outcome = await engine.ask(query, { endpoints, agreed: agreedOrigins() }, showProgress);
    show(outcome, Math.round(performance.now() - began));
  }

  function showProgress(loaded: number | 'all'): void {
    status.showLoading(loaded === 'all' ? terms.bytes : loaded);
    const sentence = loaded === 'all' ? words.running : words.loading;
    if (sentence !== status.sentence()) status.say(sentence);
  }

  function show(outcome: Outcome, milliseconds: number): void {
    if (outcome === 'stopped') status.say(words.stopped);
    else if (outcome === 'exhausted') status.say(words.exhausted);
    else if ('fault' in outcome) status.say(faultSentence(outcome.fault));
    else {
      results.show(outcome.answer);
      status.say(sentenceOf(outcome.answer, milliseconds));
    }
  }

  function faultSentence(text: string): string {
    const { message, line, column } = readFault(text);
    if (line === undefined || column === undefined) return fill(words.failed, { message });
    editor.goTo(line, column);
    return fill(words.unreadable, { line, column, message });
  }

  function sentenceOf(answer: Answer, milliseconds: number): string {
    if (answer.form === 'truth') return answer.isTrue ? words.isTrue : words.isFalse;
    const count = answer.rows.length;
    if (count === 0) return words.none;
    return fill(answer.isCut ? words.cut : words.found, { count, milliseconds });
  }

  return { run, stop: () => isRunning && engine.stop() };
}
