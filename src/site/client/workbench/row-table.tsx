import type { Place } from '../../../problem.js';
import { fill } from '../../fill.js';
import type { CellChange, SheetRow } from '../../workbench/messages.js';
import { columnAt, columnsAround } from '../../workbench/problem-list.js';
import type { Bench } from './bench.js';

interface RowTableProps {
  bench: Bench;
  place: Place;
  row: SheetRow;
  message: string; // the description of the marked cell
  onCorrect(change: CellChange): void;
}

/** The row of a place as a table with the cells around it. Every cell can be edited; Enter applies the change. */
export function RowTable({ bench, place, row, message, onCorrect }: RowTableProps) {
  const { words } = bench;
  const marked = columnAt(place, row.columns);
  const shown = columnsAround(row.columns.length, marked);
  const { file, sheet, row: number = 0 } = place;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="scroll" role="group" aria-label={fill(words.row, { row: String(number) })} ref={showMarked}>
      <table class="bench-row">
        <thead>
          <tr>
            <td />
            {shown.map((at, position) => (
              <th scope="col" key={at} class={gapClass(shown, position)}>
                <bdi>{row.columns[at]}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{number}</th>
            {shown.map((at, position) => {
              const column = row.columns[at] ?? '';
              const before = row.cells[at] ?? '';
              return (
                <td key={at} class={gapClass(shown, position)}>
                  <Cell
                    key={before}
                    value={before}
                    name={fill(words.cell, { column, row: String(number) })}
                    column={column}
                    error={at === marked ? message : undefined}
                    onValue={(after) =>
                      onCorrect({ file, ...(sheet !== undefined && { sheet }), row: number, column, before, after })
                    }
                  />
                </td>
              );
            })}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** On a narrow screen, the marked cell is visible without scrolling. */
function showMarked(scroller: HTMLElement | null): void {
  const marked = scroller?.querySelector('.is-marked')?.getBoundingClientRect();
  if (!scroller || !marked) return;
  const { left, right } = scroller.getBoundingClientRect();
  if (marked.left < left || marked.right > right)
    scroller.scrollLeft += (marked.left + marked.right - left - right) / 2;
}

/** Columns are left out between the first one and those around the cell. */
const gapClass = (shown: number[], at: number): string | undefined =>
  at === 1 && (shown[1] ?? 0) > 1 ? 'has-gap' : undefined;

interface CellProps {
  value: string;
  name: string;
  column: string;
  error: string | undefined; // the message, if the cell is marked
  onValue(value: string): void;
}

/** A cell as a field. A cell with several lines has a larger field, where Ctrl+Enter applies the change. */
export function Cell({ value, name, column, error, onValue }: CellProps) {
  const isLong = /[\r\n]/.test(value) || value.length > longest;
  const apply = (field: HTMLInputElement | HTMLTextAreaElement): void => {
    if (field.value === value || field.value === field.dataset['applied']) return;
    field.dataset['applied'] = field.value; // Enter applies it, and leaving the field must not apply it again
    onValue(field.value);
  };
  const attributes = {
    class: error === undefined ? 'bench-cell' : 'bench-cell is-marked',
    'aria-label': name,
    'aria-invalid': error !== undefined || undefined,
    'aria-description': error,
    'data-cell': column,
    defaultValue: value,
    dir: 'auto' as const,
    spellcheck: false,
    onKeyDown: (event: KeyboardEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }): void => {
      if (event.isComposing) return;
      if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        apply(event.currentTarget);
      }
      if (event.key === 'Escape') event.currentTarget.value = value;
    },
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }): void =>
      apply(currentTarget),
  };
  return isLong ? <textarea rows={2} {...attributes} /> : <input type="text" autocomplete="off" {...attributes} />;
}

/** Longer cells have a field of several lines. */
const longest = 60;
