import { countedText } from '../../counted-text.js';
import { fill } from '../../fill.js';
import { correctionGroups } from '../../workbench/corrections.js';
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
  const groups = correctionGroups(corrections);
  return (
    <details class="bench-corrections">
      <summary>{countedText(words.corrections, { count: groups.length }, language)}</summary>
      <ul>
        {groups.map((group) => {
          const [one] = group;
          const { column, row, isNewRow } = one;
          const cell = fill(isNewRow ? words.newRowAt : words.cell, { column, row: String(row) });
          const place = `${sheetOf(one)} · ${cell}`;
          const undo = (): void => {
            if (isNewRow)
              void bench.removeRow(one).catch(() => undefined); // the bench reports why
            else onCorrect([{ ...one, after: one.before }]);
          };
          return (
            <li key={`${one.file} ${place}`}>
              <bdi class="bench-address">{place}</bdi>
              <span>
                {isNewRow ? (
                  <ins>{shown(group.map(({ after }) => after).join(' · '))}</ins>
                ) : (
                  <>
                    <del>{shown(one.before)}</del> <span class="arrow">→</span> <ins>{shown(one.after)}</ins>
                  </>
                )}
              </span>
              <button type="button" class="button" aria-label={fill(words.undoOf, { cell: place })} onClick={undo}>
                {words.undo}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
