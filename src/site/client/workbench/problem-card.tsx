import type { Place, Problem, Severity } from '../../../problem.js';
import { countedText } from '../../counted-text.js';
import { fill } from '../../fill.js';
import type { CellChange, SheetRow } from '../../workbench/messages.js';
import { addressOf, type ListedProblem } from '../../workbench/problem-list.js';
import type { Explanations } from '../../workbench/settings.js';
import { suggestionsOf } from '../../workbench/suggestions.js';
import type { Bench } from './bench.js';
import { RowTable } from './row-table.js';

interface CardProps {
  bench: Bench;
  listed: ListedProblem;
  texts: Explanations;
  rowsOf(place: Place): SheetRow | undefined;
  onCorrect(changes: CellChange[]): void;
}

/** One problem: its cell, the message, its row, the suggestion and the explanation. */
export function ProblemCard({ bench, listed: { key, problem }, texts, rowsOf, onCorrect }: CardProps) {
  const { words, language } = bench;
  const { severity, code, message, where, fix, also = [] } = problem;
  const text = texts[code];
  const row = rowsOf(where);
  const id = `problem-${hashOf(key)}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the focus between problems
    <article class={`problem problem-${severity}`} tabIndex={0} aria-labelledby={id} data-key={key}>
      <h4 id={id}>
        <SeverityMark bench={bench} severity={severity} />{' '}
        <bdi class="bench-address" dir="ltr">
          {addressOf(where)}
        </bdi>{' '}
        {text && (
          <bdi class="note" lang={text[4]}>
            {text[0]}
          </bdi>
        )}
        {bench.isKnown(problem) && <span class="badge">{words.published}</span>}
      </h4>
      <p class="bench-message" {...english(language)}>
        {message}
      </p>
      {row && (
        <RowTable bench={bench} place={where} row={row} message={message} onCorrect={(one) => onCorrect([one])} />
      )}
      {also.length > 0 && <p class="note">{countedText(words.also, { count: also.length }, language)}</p>}
      <Suggestions bench={bench} problem={problem} rowsOf={rowsOf} onCorrect={onCorrect} />
      {(text ?? fix) && (
        <details>
          <summary>{words.explain}</summary>
          <dl class="facts">
            {text && <Fact term={words.reason} text={text[1]} language={text[4]} />}
            {text && <Fact term={words.remedy} text={text[2]} language={text[4]} />}
            {fix && <Fact term={words.here} text={fix} language={language === 'en' ? undefined : 'en'} />}
          </dl>
        </details>
      )}
    </article>
  );
}

interface FactProps {
  term: string;
  text: string;
  language: string | undefined;
}

const Fact = ({ term, text, language }: FactProps) => (
  <div>
    <dt>{term}</dt>
    <dd>
      <bdi lang={language}>{text}</bdi>
    </dd>
  </div>
);

/** Messages are in English on all pages. */
const english = (language: string) => (language === 'en' ? {} : { lang: 'en', dir: 'ltr' as const });

/** The severity as a word with a sign. */
export const SeverityMark = ({ bench, severity }: { bench: Bench; severity: Severity }) => (
  <span class={`severity severity-${severity}`}>{bench.words[severity]}</span>
);

/** A short name for an identifier of an element. */
function hashOf(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (hash * 31 + text.charCodeAt(at)) >>> 0;
  return hash.toString(36);
}

type SuggestionsProps = Omit<CardProps, 'listed' | 'texts'> & { problem: Problem };

/** Buttons that write a suggestion into the cell, or into all cells with the same cause. */
function Suggestions({ bench, problem, rowsOf, onCorrect }: SuggestionsProps) {
  const { words, language } = bench;
  const { own, all } = suggestionsOf(problem, rowsOf);
  const [first] = own;
  if (!first) return null;
  const isSame = all.every(({ after }) => after === first.after);
  return (
    <p class="bench-buttons">
      {own.map((one) => (
        <button type="button" class="button main" key={one.after} onClick={() => onCorrect([one])}>
          {insert(words.use, one.after)}
        </button>
      ))}
      {all.length > own.length && (
        <button type="button" class="button" onClick={() => onCorrect(all)}>
          {isSame
            ? insert(fill(words.useInAll, { count: all.length }, language), first.after)
            : countedText(words.useAll, { count: all.length }, language)}
        </button>
      )}
    </p>
  );
}

/** The text with a value from the sheet, which can have another direction. */
function insert(text: string, value: string) {
  const [before, after] = text.split('{value}');
  return (
    <span>
      {before}
      <bdi>{value}</bdi>
      {after}
    </span>
  );
}
