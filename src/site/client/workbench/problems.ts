import { h, render } from 'preact';
import type { CellChange, Findings } from '../../workbench/messages.js';
import { type Filter, filtered, type ListedProblem, listProblems } from '../../workbench/problem-list.js';
import type { Explanations } from '../../workbench/settings.js';
import type { Bench } from './bench.js';
import { fetchJson } from './fetch-json.js';
import { ProblemPanel, portion } from './problem-panel.js';
import { createRows } from './rows.js';

/** The list of problems with its filters and the corrections. */
export function openProblems(section: HTMLElement, bench: Bench): void {
  const root = section.appendChild(document.createElement('div'));
  const heading = section.querySelector('h2');
  const rows = createRows(bench);
  let findings: Findings | undefined;
  let listed: ListedProblem[] = [];
  let filter: Filter = {};
  let most = portion;
  let withKnown = false;
  let texts: Explanations = {};
  let hasTexts = false;
  const loadTexts = async (): Promise<void> => {
    if (hasTexts) return;
    hasTexts = true;
    texts = (await fetchJson<Explanations>(bench.explanations)) ?? {};
    draw();
  };

  const wanted = (): ListedProblem[] => (withKnown ? listed : listed.filter(({ problem }) => !bench.isKnown(problem)));
  const shown = (): ListedProblem[] => filtered(wanted(), filter).slice(0, most);
  const draw = (): void => {
    const panel =
      findings &&
      h(ProblemPanel, {
        bench,
        listed: wanted(),
        known: listed.filter(({ problem }) => bench.isKnown(problem)).length,
        withKnown,
        filter,
        most,
        texts,
        rowsOf: rows.rowsOf,
        corrections: bench.corrections(),
        onFilter: (changed) => {
          filter = { ...filter, ...changed };
          most = portion;
          void show();
        },
        onKnown: (isShown) => {
          withKnown = isShown;
          filter = {};
          most = portion;
          void show();
        },
        onMore: () => {
          const next = shown().length;
          most += portion;
          void show().then(() => articles()[next]?.focus());
        },
        onCorrect: (changes) => correct(changes),
      });
    render(panel ?? null, root);
  };
  const articles = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.problem')];
  const show = async (): Promise<void> => {
    draw();
    await rows.load(shown().map(({ problem }) => problem.where));
    draw();
  };
  const correct = (changes: CellChange[]): void => {
    // The bench reports why a check failed; the fields keep their text, and can be applied again.
    bench.correct(changes).catch(() => {
      for (const field of root.querySelectorAll<HTMLElement>('[data-applied]')) delete field.dataset['applied'];
    });
  };

  bench.onFindings(async (found) => {
    const isFirst = findings === undefined;
    findings = found;
    if (found === undefined) {
      rows.forget();
      filter = {};
      most = portion;
      withKnown = false;
      draw();
      return;
    }
    void loadTexts();
    const focus = focusIn(root);
    listed = listProblems(found.problems);
    if (shown().length === 0) filter = {};
    draw();
    const keepFocus = (): void => {
      if (focus !== undefined) focusAgain(articles(), focus, heading);
    };
    if (isFirst) heading?.focus();
    else keepFocus();
    await rows.load(
      shown().map(({ problem }) => problem.where),
      true,
    );
    draw();
    keepFocus(); // cells with other content are new fields
  });
  root.addEventListener('keydown', (event) => moveFocus(event, articles()));
}

/** Where the focus is in the list: the problem, its position, and the cell if it is in one. */
interface Focus {
  key: string | undefined;
  at: number;
  cell: string | undefined;
}

function focusIn(root: HTMLElement): Focus | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !root.contains(active)) return undefined;
  const article = active.closest<HTMLElement>('.problem');
  const at = article ? [...root.querySelectorAll('.problem')].indexOf(article) : -1;
  return { key: article?.dataset['key'], at, cell: active.dataset['cell'] };
}

/** After a check, the focus is on the same cell or problem, or on the next problem. */
function focusAgain(articles: HTMLElement[], { key, at, cell }: Focus, heading: HTMLElement | null): void {
  const active = document.activeElement;
  if (active instanceof HTMLElement && active !== document.body && active.isConnected) return;
  const same = articles.find((one) => one.dataset['key'] === key);
  const found = same ?? articles[Math.min(at, articles.length - 1)];
  const input = same && cell !== undefined ? cellIn(same, cell) : found?.querySelector<HTMLElement>('.is-marked');
  (input ?? found ?? heading)?.focus();
}

const cellIn = (article: HTMLElement, cell: string): HTMLElement | null =>
  article.querySelector(`[data-cell="${CSS.escape(cell)}"]`);

/** Arrow keys move between problems: from a cell to the marked cell of the next one. */
function moveFocus(event: KeyboardEvent, articles: HTMLElement[]): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { target } = event;
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return;
  const at = articles.findIndex((one) => one.contains(target));
  const next = articles[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const marked = target instanceof HTMLInputElement ? next.querySelector<HTMLElement>('.is-marked') : null;
  (marked ?? next).focus();
}
