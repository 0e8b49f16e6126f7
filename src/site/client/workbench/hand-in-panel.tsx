import { countedText } from '../../counted-text.js';
import { fill } from '../../fill.js';
import { formAddress, hostOf, proposalOf } from '../../workbench/hand-in.js';
import type { ChangedCell, Download, Findings } from '../../workbench/messages.js';
import type { Bench } from './bench.js';

interface HandInProps {
  bench: Bench;
  findings: Findings;
  cells: readonly ChangedCell[] | undefined; // undefined while the worker compares them
  status: string;
  onDownload(as: Download): void;
  onCopy(): void;
}

/** Cells that the page shows. The downloads have all. */
const most = 200;

/** Downloads, the changed cells as a table, and the link to the host of the project. */
export function HandInPanel(props: HandInProps) {
  const { bench, findings, cells = [], status, onCopy } = props;
  const { language, words } = bench;
  const texts = words.handIn;
  const { error } = findings.counts;
  return (
    <>
      {props.cells && cells.length === 0 && <p>{texts.none}</p>}
      <Downloads {...props} />
      {error > 0 && cells.length > 0 && <p class="note">{countedText(texts.errorsLeft, { count: error }, language)}</p>}
      {cells.length > 0 && (
        <>
          <details class="bench-cells">
            <summary>{countedText(texts.changedCells, { count: cells.length }, language)}</summary>
            <CellTable {...props} cells={cells} />
          </details>
          <Form {...props} cells={cells} />
          <p class="bench-buttons">
            <button type="button" class="button" onClick={onCopy}>
              {texts.copy}
            </button>
          </p>
        </>
      )}
      <p role="status" class="note">
        {status}
      </p>
    </>
  );
}

function Downloads({ bench, findings, cells = [], onDownload }: HandInProps) {
  const texts = bench.words.handIn;
  const hasWorkbook = findings.files.some(({ file, isDropped }) => isDropped && /\.xlsx$/i.test(file));
  const shown: [Download, boolean][] = [
    ['corrected', bench.corrections().length > 0],
    ['marked', hasWorkbook && findings.problems.length > 0],
    ['csv', cells.length > 0],
    ['patch', cells.length > 0],
  ];
  const kinds = shown.flatMap(([as, isShown]) => (isShown ? as : []));
  if (kinds.length === 0) return null;
  return (
    <>
      <h3>{texts.download}</h3>
      <div class="bench-buttons">
        {kinds.map((as, i) => (
          <button key={as} type="button" class={i === 0 ? 'button main' : 'button'} onClick={() => onDownload(as)}>
            {texts[as]}
          </button>
        ))}
      </div>
    </>
  );
}

function CellTable({ bench, cells }: HandInProps & { cells: readonly ChangedCell[] }) {
  const texts = bench.words.handIn;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
    <section class="scroll" aria-label={texts.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {(['sheet', 'row', 'column', 'before', 'after'] as const).map((key) => (
              <th key={key} scope="col">
                {texts[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.slice(0, most).map((one) => (
            <tr key={`${one.file} ${one.row} ${one.column} ${one.after}`}>
              <td>
                <bdi dir="ltr">{one.file.replace(/^.*\//, '')}</bdi>
              </td>
              <td>{one.row}</td>
              <td>{one.column ?? (one.after === undefined ? texts.removedRow : texts.newRow)}</td>
              <td>
                <bdi>{one.before}</bdi>
              </td>
              <td>
                <bdi>{one.after}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {cells.length > most && (
        <p class="note">{fill(bench.words.shownOf, { count: most, all: cells.length }, bench.language)}</p>
      )}
    </section>
  );
}

/** The link to a form at the host, with the table as its text. */
function Form({ bench, cells }: HandInProps & { cells: readonly ChangedCell[] }) {
  const { repository = '', words } = bench;
  const texts = words.handIn;
  const host = hostOf(repository);
  const form = formAddress(repository, proposalOf(cells, texts), texts);
  return (
    <>
      <h3>{texts.propose}</h3>
      <p class="prose">{host === undefined ? texts.send : fill(texts.atHost, { host })}</p>
      {form && !form.isWhole && <p class="note">{texts.tooLong}</p>}
      {form && (
        <p>
          <a class="button main" href={form.address} target="_blank" rel="noopener noreferrer">
            {fill(texts.openForm, { host: host ?? '' })}
          </a>
        </p>
      )}
    </>
  );
}
