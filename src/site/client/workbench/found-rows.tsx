import { render } from 'preact';
import { fill } from '../../fill.js';
import type { FoundRows } from '../../workbench/messages.js';
import { sheetOf } from '../../workbench/problem-list.js';
import type { Bench } from './bench.js';
import { AddRow } from './new-row.js';
import { Cell } from './row-table.js';

type Sheet = FoundRows['sheets'][number];

/**
 * The section with the rows about one resource: the "propose a change" of its page links to the workbench with its IRI.
 * The check begins with the published sheets. Rows of files that the steward drops replace the published ones.
 */
export function openFoundRows(section: HTMLElement, bench: Bench): void {
  const thing = new URLSearchParams(location.search).get('thing');
  if (thing === null) return;
  const root = section.appendChild(document.createElement('div'));
  const title = section.querySelector('h2');
  let isFirst = true;
  bench.onFindings(async (findings) => {
    if (findings === undefined) {
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
      <section key={`${sheet.file} ${sheet.sheet}`} class="bench-sheet">
        <h3>
          <bdi>{sheetOf(sheet)}</bdi>
        </h3>
        {sheet.rows.length === 1 && <OneRow bench={bench} sheet={sheet} />}
        {sheet.rows.length > 1 && <ManyRows bench={bench} sheet={sheet} />}
        {sheet.known && <AddRow bench={bench} place={sheet} known={sheet.known} />}
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
  <div class="scroll" role="group" aria-label={sheetOf(sheet)}>
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

function EditableCell({ bench, sheet: { file, sheet, columns }, at, row }: EditableCellProps) {
  if (row === undefined) return null;
  const [column = '', before = ''] = [columns[at], row.cells[at]];
  return (
    <Cell
      key={before}
      value={before}
      name={fill(bench.words.cell, { column, row: String(row.row) })}
      column={column}
      error={undefined}
      onValue={(after) => {
        const place = { file, ...(sheet !== undefined && { sheet }), row: row.row, column };
        void bench.correct([{ ...place, before, after }]).catch(() => undefined);
      }}
    />
  );
}
