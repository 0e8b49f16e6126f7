import { readFault } from '../../../graph/query-file.js';
import { fill } from '../../fill.js';
import type { Answer } from '../../query/answer.js';
import { columnsWithoutPattern, withColumnsAsWritten } from '../../query/query-columns.js';
import { type Fault, faultIn, placeOf } from '../../query/query-faults.js';
import {
  fragmentOf,
  isQuery,
  missingPrefixes,
  type QuerySettings,
  type QueryTerms,
  servicesIn,
  unpackPages,
} from '../../query/query-text.js';
import { element } from './dom.js';
import type { Editor } from './editor-place.js';
import { createWorkerEngine, type Engine } from './engines.js';
import { openFigures } from './figures.js';
import { namesOf } from './names.js';
import { openResults } from './results.js';
import { agreed, agreeTo, openSources } from './sources.js';
import { openStatus } from './status.js';

interface RunnerSettings {
  settings: QuerySettings;
  editor: Editor;
  loadTerms(): Promise<QueryTerms>;
  served(): Engine | undefined; // the chosen server's engine
  nameOf(query: string): string | undefined; // of a saved query
}

/** Runs the query in the editor and shows the answer, one at a time. */
export function createRunner({ settings, editor, loadTerms, served, nameOf }: RunnerSettings) {
  const { words } = settings;
  const status = openStatus();
  const sourcesOf = openSources(words, status.say);
  const figures = openFigures(settings, editor, status.say);
  const results = openResults(settings.map);
  const graph = new URL(settings.graph, location.href).href;
  const local = createWorkerEngine('query-worker.js', graph);
  const asking = createWorkerEngine('query-sources-worker.js', graph);
  const limit = element<HTMLSelectElement>('query-limit');
  let engine = local;
  let isRunning = false;
  let timer = 0;

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    status.setRunning(true);
    results.hide();
    try {
      await answer(await loadTerms());
    } catch (error) {
      status.say(fill(words.failed, { message: (error as Error).message }));
    }
    clearTimeout(timer);
    status.setRunning(false);
    isRunning = false;
  }

  async function answer(terms: QueryTerms): Promise<void> {
    editor.insertAtTop(missingPrefixes(editor.text(), terms.prefixes));
    void editor.mark();
    const query = editor.text();
    history.replaceState(null, '', fragmentOf(query));
    const endpoints = sourcesOf();
    const services = servicesIn(query);
    const others = [...endpoints, ...services.addresses];
    if (!isQuery(query)) return status.say(await misspelt(query, terms));
    if (services.isOpen) return status.say(words.openService);
    if (!(await agreeTo(others))) return status.say(words.refused);
    const chosen = await figures.chosenFor(query);
    if ('unknown' in chosen) return status.say(chosen.unknown);
    engine = others.length > 0 ? asking : (served() ?? local);
    status.say(words.running);
    const addresses = chosen.files.map((file) => new URL(`${settings.root}${file}`, location.href).href);
    const added = { names: chosen.names, areas: chosen.areas, addresses };
    const question = { base: terms.base, endpoints, agreed: [...agreed], figures: added };
    const outcome = await engine.ask({ ...question, query }, (loaded) => {
      if (loaded !== 'all') {
        status.showLoading(loaded, terms.bytes);
        return status.say(words.loading);
      }
      status.showLoading(terms.bytes, terms.bytes);
      status.say(words.running);
      timer = window.setTimeout(() => engine.stop('late'), Number(limit.value) * 1000);
    });
    clearTimeout(timer);
    if (typeof outcome === 'string')
      return status.say(fill(words[outcome], { count: Number(limit.value) }, settings.language));
    if ('fault' in outcome) return status.say(await faultSentence(outcome.fault, query, terms));
    const shown = withColumnsAsWritten(outcome.answer, query);
    const names = await namesOf(shown, settings.language, (text) =>
      engine.ask({ ...question, endpoints: [], query: text }, () => {}),
    );
    const pages = unpackPages(terms.pages);
    for (const [name, label] of [...terms.classes, ...terms.properties]) {
      const [prefix = '', local = ''] = name.split(':');
      const iri = `${terms.prefixes[prefix]}${local}`;
      if (!names.has(iri)) names.set(iri, label);
    }
    results.show(shown, nameOf(query) ?? 'query', {
      pageOf: (iri) => (pages.has(iri) ? `${settings.pages}${pages.get(iri)}.html` : undefined),
      nameOf: (iri) => names.get(iri),
      prefixes: terms.prefixes,
      words,
    });
    status.say([sentenceOf(shown, Math.ceil(outcome.milliseconds)), unboundIn(shown, query)].filter(Boolean).join(' '));
    results.offerMap(await figures.areas());
    results.hint(await figures.mentionedIn(query), (names) => {
      figures.add(names);
      void run();
    });
  }

  function sentenceOf(answer: Answer, milliseconds: number): string {
    if (answer.form === 'truth') return answer.isTrue ? words.isTrue : words.isFalse;
    const count = answer.rows.length;
    if (count === 0) return words.none;
    return fill(answer.isCut ? words.cut : words.found, { count, milliseconds }, settings.language);
  }

  function unboundIn(answer: Answer, query: string): string {
    if (answer.form !== 'rows' || answer.rows.length === 0) return '';
    const isEmpty = (column: string): boolean => answer.rows.every((row) => !row[answer.columns.indexOf(column)]);
    const empty = columnsWithoutPattern(answer.columns, query).filter(isEmpty);
    return empty.length === 0 ? '' : fill(words.unbound, { names: empty.map((name) => `?${name}`).join(', ') });
  }

  /** Without SELECT, ASK, CONSTRUCT or DESCRIBE, a word can be misspelt. */
  async function misspelt(query: string, { prefixes }: QueryTerms): Promise<string> {
    const fault = faultIn(query, prefixes, (await import('./parser.js')).parse);
    return fault?.kind === 'unknownWord' && fault.meant ? show(fault, query) : words.notQuery;
  }

  function show(fault: Fault, query: string): string {
    void editor.mark(fault);
    return fill(words.unreadable, { ...placeOf(query, fault.from), message: explain(fault) }, settings.language);
  }

  /** Explains a fault in words and underlines its place. The parser is loaded only for this. */
  async function faultSentence(text: string, query: string, { prefixes }: QueryTerms): Promise<string> {
    const { message, line, column } = readFault(text);
    if (line === undefined || column === undefined) return fill(words.failed, { message });
    const { parse } = await import('./parser.js');
    const fault = faultIn(query, prefixes, parse);
    if (!fault) {
      const start =
        query
          .split('\n')
          .slice(0, line - 1)
          .join('\n').length + (line > 1 ? 1 : 0);
      const at = Math.min(start + column - 1, Math.max(0, query.length - 1));
      void editor.mark({ from: at, to: Math.min(at + 1, query.length) });
      return fill(words.unreadable, { line, column, message }, settings.language);
    }
    return show(fault, query);
  }

  function explain({ kind, found, meant, expected = [], isDotMissing }: Fault): string {
    const { faults } = words;
    const names: Record<string, string> = faults.tokens;
    const list = expected.map((one) => names[one] ?? one).join(faults.between);
    return [
      fill(faults[kind], { found }),
      meant === undefined ? '' : fill(faults.meant, { meant }),
      isDotMissing ? faults.dot : '',
      list === '' || isDotMissing ? '' : fill(faults.expected, { list }),
    ]
      .filter(Boolean)
      .join(' ');
  }

  return {
    run,
    stop: (): void => void (isRunning && engine.stop('stopped')),
    ready: (): void => status.setRunning(false),
  };
}
