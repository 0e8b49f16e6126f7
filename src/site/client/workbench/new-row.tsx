import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../../fill.js';
import type { CellChange, CheckedSheet, NewRow, SheetPlace } from '../../workbench/messages.js';
import { sheetOf } from '../../workbench/problem-list.js';
import type { Bench } from './bench.js';

/** The section where the steward adds a row to any sheet. */
export function openNewRow(section: HTMLElement, bench: Bench): void {
  const root = section.appendChild(document.createElement('div'));
  bench.onFindings((findings) => render(findings ? <AnySheet bench={bench} files={findings.files} /> : null, root));
}

const keyOf = ({ file, sheet }: SheetPlace): string => JSON.stringify([file, sheet]);

/** A choice of the sheet, with the dropped ones first, and the form of a row. */
function AnySheet({ bench, files }: { bench: Bench; files: readonly CheckedSheet[] }) {
  const { words } = bench;
  const [key, choose] = useState('');
  const sheets = [...files].sort((a, b) => Number(b.isDropped) - Number(a.isDropped));
  const chosen = sheets.find((one) => keyOf(one) === key);
  return (
    <>
      <label class="bench-choice">
        <span>{words.handIn.sheet}</span>
        <select class="select" value={key} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          <option value="">{words.chooseSheet}</option>
          {sheets.map((one) => (
            <option key={keyOf(one)} value={keyOf(one)}>
              {sheetOf(one)}
            </option>
          ))}
        </select>
      </label>
      {chosen && <RowForm key={key} bench={bench} place={chosen} known={{}} />}
    </>
  );
}

/** Moves the focus to the first empty cell. */
const focusEmpty = (form: HTMLFormElement | null): void =>
  [...(form?.querySelectorAll('input') ?? [])].find(({ value }) => value === '')?.focus();

interface RowFormProps {
  bench: Bench;
  place: SheetPlace;
  known: Record<string, string>; // cells by column
  onAdded?(): void;
}

/** A button that opens the form of a new row. */
export function AddRow(props: Omit<RowFormProps, 'onAdded'>) {
  const [isOpen, open] = useState(false);
  return (
    <>
      <p class="bench-buttons">
        <button type="button" class="button" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {props.bench.words.newRow}
        </button>
      </p>
      {isOpen && <RowForm {...props} onAdded={() => open(false)} />}
    </>
  );
}

/** The cells of a new row. The sheets are checked when the whole row is added. */
function RowForm({ bench, place, known, onAdded }: RowFormProps) {
  const { words } = bench;
  const { file, sheet } = place;
  const [row, show] = useState<NewRow>();
  const form = useRef<HTMLFormElement>(null);
  const ask = (): Promise<NewRow> => bench.ask({ order: 'new-row', file, ...(sheet !== undefined && { sheet }) });
  useEffect(() => void ask().then(show, () => undefined), []); // cancelled: the form stays empty
  useEffect(() => focusEmpty(form.current), [row === undefined]);
  if (!row) return null;
  const add = async (filled: FormData): Promise<void> => {
    const now = await ask(); // another row can have been added since
    const changes = now.columns.flatMap(({ name }): CellChange[] => {
      const after = String(filled.get(name) ?? '');
      return after === ''
        ? []
        : [
            {
              file,
              ...(sheet !== undefined && { sheet }),
              row: now.row,
              column: name,
              before: '',
              after,
              isNewRow: true,
            },
          ];
    });
    if (changes.length === 0) return focusEmpty(form.current);
    await bench.correct(changes);
    form.current?.reset();
    focusEmpty(form.current);
    onAdded?.();
  };
  return (
    <form
      class="bench-new-row"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void add(new FormData(event.currentTarget)).catch(() => undefined); // the bench reports why
      }}
    >
      <table class="bench-row bench-one">
        <tbody>
          {row.columns.map(({ name, isRequired, choices }) => {
            const list = `choices-${keyOf(place)}-${name}`.replace(/[^\w-]+/g, '_');
            return (
              <tr key={name}>
                <th scope="row">
                  <bdi>{name}</bdi>
                  {isRequired && <span class="note"> ({words.required})</span>}
                </th>
                <td>
                  <input
                    class="bench-cell"
                    type="text"
                    name={name}
                    aria-label={isRequired ? `${name} (${words.required})` : name}
                    defaultValue={known[name] ?? ''}
                    list={choices.length > 0 ? list : undefined}
                    dir="auto"
                    autocomplete="off"
                    spellcheck={false}
                  />
                  {choices.length > 0 && (
                    <datalist id={list}>
                      {choices.map((one) => (
                        <option key={one.value} value={one.value} label={one.name} />
                      ))}
                    </datalist>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="bench-buttons">
        <button type="submit" class="button main">
          {words.addRow}
        </button>
        <span class="note">{fill(words.newRowAt, { row: String(row.row) })}</span>
      </p>
    </form>
  );
}
