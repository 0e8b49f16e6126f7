import { countBySeverity, type Problem } from '../../../problem.js';
import { countedText } from '../../counted-text.js';
import { fill } from '../../fill.js';
import { countNewRows } from '../../workbench/corrections.js';
import { openKnown } from '../../workbench/known-problems.js';
import type { Findings } from '../../workbench/messages.js';
import { compareChecks } from '../../workbench/problem-list.js';
import { element } from '../parts/dom.js';
import type { Bench, Progress } from './bench.js';

/** Shorter work shows no progress, so that nothing flickers. */
const patience = 250;

/** The bar with the result or the current step, with buttons to cancel it and to undo the last correction. */
export function openProgress(root: HTMLElement, bench: Bench): void {
  const { words } = bench;
  const [status, cancel] = [element('bench-status'), element('bench-cancel')];
  const running = element<HTMLProgressElement>('bench-running');
  const [bug, bugText] = [element('bench-bug'), element('bench-bug-text')];
  const [undo, parts] = [element('bench-undo'), element('bench-parts')];
  let before: readonly Problem[] | undefined; // includes the problems that the last check withheld
  let newRows = 0;
  let shown = '';
  let timer = 0;
  let current = ''; // step

  const say = (text: string): void => {
    root.hidden = false;
    shown = text;
    status.textContent = text;
    bug.hidden = text !== words.bug;
  };
  const showRunning = (isRunning: boolean): void => {
    root.hidden = root.hidden && !isRunning;
    running.hidden = !isRunning;
    cancel.hidden = !isRunning;
    root.classList.toggle('is-running', isRunning);
  };
  const hurry = (step: string): void => {
    current = step;
    const show = (): void => {
      timer = 0;
      showRunning(true);
      bug.hidden = true;
      if (status.textContent !== current) status.textContent = current;
    };
    if (!running.hidden) show();
    else if (timer === 0) timer = window.setTimeout(show, patience);
  };
  const end = (text: string): void => {
    clearTimeout(timer);
    timer = 0;
    const hadFocus = document.activeElement === cancel;
    showRunning(false);
    if (text !== status.textContent && text !== '') say(text);
    if (hadFocus) element('bench-files').focus();
  };

  bench.onProgress((progress) => {
    if (typeof progress === 'object' && 'step' in progress) {
      if (progress.isSlow) hurry(words.steps[progress.step]);
      if (progress.share === undefined) running.removeAttribute('value');
      else running.value = progress.share;
      return;
    }
    if (typeof progress === 'object' && 'bug' in progress) bugText.textContent = progress.bug;
    end(endText(progress, shown, bench));
  });
  bench.onFindings((findings) => {
    undo.hidden = bench.corrections().length === 0;
    parts.hidden = findings === undefined;
    const rows = countNewRows(bench.corrections());
    const added = rows > newRows ? [words.rowAdded] : [];
    newRows = rows;
    if (findings === undefined) {
      before = undefined;
      return;
    }
    const changes = before && compareChecks(before, findings.problems, withheldBy(findings));
    say(
      [...added, changes ? changesText(changes, findings, bench, added.length > 0) : resultText(findings, bench)].join(
        ' ',
      ),
    );
    before = [...findings.problems, ...(changes?.waiting ?? [])];
  });
  cancel.addEventListener('click', () => bench.cancel());
  undo.addEventListener('click', () => {
    void bench.undo().catch(() => undefined); // the bench reports why
  });
}

function endText(progress: Exclude<Progress, { step: unknown }>, shown: string, { words }: Bench): string {
  if (progress === 'done') return shown;
  if (progress === 'cancelled') return words.cancelled;
  if (progress === 'crashed') return words.crashed;
  if ('bug' in progress) return words.bug;
  return fill(words.failed, { message: progress.fault });
}

/** Problems that rules found earlier, and that they do not report now because of errors. */
function withheldBy({ withheld }: Findings): (problem: Problem) => boolean {
  const isWithheld = withheld && openKnown(withheld, true);
  return (problem) => problem.rule !== undefined && (isWithheld?.(problem) ?? true);
}

/** The counts without problems of the published data. */
function newCounts({ problems, counts: { error, warning, notice } }: Findings, { isKnown }: Bench): Findings['counts'] {
  const known = countBySeverity(problems.filter(isKnown));
  return { error: error - known.error, warning: warning - known.warning, notice: notice - known.notice };
}

const sumOf = ({ error, warning, notice }: Findings['counts']): number => error + warning + notice;

/** "1 problem solved. 2 left.", after a correction. */
function changesText(
  { solved, appeared, waiting }: ReturnType<typeof compareChecks>,
  found: Findings,
  bench: Bench,
  isRowAdded: boolean,
): string {
  const { words, language, isKnown } = bench;
  const caused = appeared.filter((one) => !isKnown(one)).length; // errors can have hidden problems of the published data
  const counted = (text: string, count: number): string => countedText(text, { count }, language);
  const texts = [
    solved.length > 0 && counted(words.solved, solved.length),
    caused > 0 && counted(words.appeared, caused),
    solved.length + caused === 0 && !isRowAdded && words.nothingSolved,
    counted(words.left, sumOf(newCounts(found, bench))),
    waiting.length > 0 && words.waiting,
  ];
  return texts.filter(Boolean).join(' ');
}

/** "2 errors · 1 warning · Checked in 0.4 s." Problems of the published data count apart. */
function resultText(found: Findings, bench: Bench): string {
  const { words, language, isKnown } = bench;
  const counts = newCounts(found, bench);
  const isNothing = sumOf(counts) === 0;
  const known = found.problems.filter(isKnown).length;
  const parts = [
    ...(isNothing ? [] : [countsText(counts, bench)]),
    ...(known > 0 ? [countedText(words.knownCount, { count: known }, language)] : []),
    fill(words.checkedIn, { seconds: (found.milliseconds / 1000).toFixed(1) }),
  ].join(' · ');
  return isNothing ? `${known > 0 ? words.noneNew : words.nothingFound} ${parts}` : parts;
}

/** "2 errors · 1 warning" */
const countsText = (counts: Findings['counts'], { words, language }: Pick<Bench, 'words' | 'language'>): string =>
  (['error', 'warning', 'notice'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => countedText(words.counts[severity], { count: counts[severity] }, language))
    .join(' · ');
