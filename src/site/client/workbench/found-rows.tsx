import { render } from 'preact';
import { fill } from '../../fill.js';
import type { FoundRows } from '../../workbench/messages.js';
import type { Bench } from './bench.js';
import { Cell } from './row-table.js';

type Sheet = FoundRows['sheets'][number];

/**
 * The section with the rows about one resource: the "propose a change" of its page links to the workbench with its IRI.
 * The check then begins with the published sheets.
 */
export function openFoundRows(section: HTMLElement, bench: Bench): void {
  const thing = new URLSearchParams(location.search).get('thing');
  if (thing === null) return;
  const root = section.appendChild(document.createElement('div'));
  const title = section.querySelector('h2');
  let isOurs = true; // until the steward chooses files
  let isFirst = true;
  bench.onFindings(async (findings) => {
    if (!isOurs || findings === undefined) {
      isOurs = isOurs && isFirst;
      section.hidden = true;
      return;
    }
    try {
      const found = await bench.ask<FoundRows>({ order: 'find', thing, language: bench.language });
      section.hidden = false;
      if (title) title.textContent = fill(bench.words.workbenchChange.rowsTitle, { name: found.name });
      render(<Rows bench={bench} found={found} />, root);
      if (isFirst) root.querySelector<HTMLElement>('.bench-cell')?.focus();
      isFirst = false;
    } catch {
      // cancelled
    }
  });
  // The bench reports why the check failed.
  void bench.open([], false).catch(() => undefined);
}

const Rows = ({ bench, found }: { bench: Bench; found: FoundRows }) => (
  <>
    <p class="note">{bench.words.workbenchChange[found.sheets.length > 0 ? 'rowsText' : 'rowsNone']}</p>
    {found.sheets.map((sheet) => (
      <section key={sheet.file} class="bench-sheet">
        <h3>
          <bdi>{sheet.file.replace(/^.*\//, '')}</bdi>
        </h3>
        {sheet.rows.length === 1 ? <OneRow bench={bench} sheet={sheet} /> : <ManyRows bench={bench} sheet={sheet} />}
      </section>
    ))}
    {found.beyond > 0 && <p class="note">{fill(bench.words.andMore, { count: found.beyond }, bench.language)}</p>}
  </>
);

interface SheetProps {
  bench: Bench;
  sheet: Sheet;
}

/** A single row, with a line for each column. */
const OneRow = ({ bench, sheet }: SheetProps) => (
  <table class="bench-row bench-one">
    <tbody>
      {sheet.columns.map((column, at) => (
        <tr key={column}>
          <th scope="row">
            <bdi>{column}</bdi>
          </th>
          <td>
            <EditableCell bench={bench} sheet={sheet} at={at} row={sheet.rows[0]} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Several rows, with a column for each column. */
const ManyRows = ({ bench, sheet }: SheetProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
  <div class="scroll" role="group" aria-label={sheet.file}>
    <table class="bench-row">
      <thead>
        <tr>
          <td />
          {sheet.columns.map((column) => (
            <th scope="col" key={column}>
              <bdi>{column}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sheet.rows.map((row) => (
          <tr key={row.row}>
            <th scope="row">{row.row}</th>
            {sheet.columns.map((column, at) => (
              <td key={column}>
                <EditableCell bench={bench} sheet={sheet} at={at} row={row} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

interface EditableCellProps extends SheetProps {
  at: number;
  row: Sheet['rows'][number] | undefined;
}

function EditableCell({ bench, sheet: { file, columns }, at, row }: EditableCellProps) {
  if (row === undefined) return null;
  const [column = '', before = ''] = [columns[at], row.cells[at]];
  return (
    <Cell
      key={before}
      value={before}
      name={fill(bench.words.cell, { column, row: String(row.row) })}
      column={column}
      error={undefined}
      onValue={(after) => void bench.correct([{ file, row: row.row, column, before, after }]).catch(() => undefined)}
    />
  );
}
