import { countedText } from '../../counted-text.js';
import { fill } from '../../fill.js';
import type { CellChange } from '../../workbench/messages.js';
import { sheetOf } from '../../workbench/problem-list.js';
import type { Bench } from './bench.js';

interface CorrectionsProps {
  bench: Bench;
  corrections: readonly CellChange[];
  onCorrect(changes: CellChange[]): void;
}

/** The corrections until now; each can be undone. */
export function Corrections({ bench, corrections, onCorrect }: CorrectionsProps) {
  const { words, language } = bench;
  if (corrections.length === 0) return null;
  const shown = (value: string) => (value === '' ? <span class="note">{words.empty}</span> : <bdi>{value}</bdi>);
  return (
    <details class="bench-corrections">
      <summary>{countedText(words.corrections, { count: corrections.length }, language)}</summary>
      <ul>
        {corrections.map((one) => {
          const place = `${sheetOf(one)} · ${fill(words.cell, { column: one.column, row: String(one.row) })}`;
          return (
            <li key={`${one.file} ${place}`}>
              <bdi class="bench-address">{place}</bdi>
              <span>
                <del>{shown(one.before)}</del> <span class="arrow">→</span> <ins>{shown(one.after)}</ins>
              </span>
              <button
                type="button"
                class="button"
                aria-label={fill(words.undoOf, { cell: place })}
                onClick={() => onCorrect([{ ...one, after: one.before }])}
              >
                {words.undo}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
