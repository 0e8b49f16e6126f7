import { fill } from '../fill.js';
import type { Words } from '../words.js';
import hosts from './hosts.json' with { type: 'json' };
import type { ChangedCell } from './messages.js';

/** The texts of a proposed change, and the address of a form for it at the host of a repository. */

/** A text for the form of a host. */
export interface Proposal {
  title: string;
  body: string; // a table in Markdown
}

/** The longest address that hosts and browsers accept. */
export const longestAddress = 8000;

/** Writes the changed cells as a table: sheet, row, column, before and after. */
export function proposalOf(cells: readonly ChangedCell[], words: Words['handIn']): Proposal {
  const { sheet, row, column, before, after } = words;
  const lines = cells.map((one) => {
    const place = one.column ?? (one.after === undefined ? words.removedRow : words.newRow);
    return [one.file, String(one.row), place, one.before ?? '', one.after ?? ''];
  });
  const table = [
    [sheet, row, column, before, after],
    Array<string>(5).fill('---'),
    ...lines.map((line) => line.map(cellText)),
  ];
  const sheets = [...new Set(cells.map(({ file }) => file.replace(/^.*\//, '')))];
  return {
    title: fill(words.issueTitle, { sheets: sheets.slice(0, 3).join(', ') + (sheets.length > 3 ? ' …' : '') }),
    body: `${words.issueText}\n\n${table.map((line) => `| ${line.join(' | ')} |\n`).join('')}`,
  };
}

/** Escapes a text for a cell of a Markdown table, so that it is shown as it is. */
const cellText = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|@~$&!]/g, (mark) => `\\${mark}`).replace(/\s*\n\s*/g, ' ');

/** The name of the host of a repository. Undefined if its forms are unknown. */
export const hostOf = (repository: string): string | undefined => formOf(repository)?.name;

/** Returns the address of a form with the text. `isWhole` is false if the text is too long for an address. */
export function formAddress(repository: string, { title, body }: Proposal, words: Words['handIn']) {
  const form = formOf(repository);
  if (!form) return undefined;
  const addressWith = (text: string): string =>
    repository.replace(/(\.git)?\/*$/, '') +
    fill(form.issue, { title: encodeURIComponent(title), body: encodeURIComponent(text) });
  const whole = addressWith(body);
  const isWhole = whole.length <= longestAddress;
  return { address: isWhole ? whole : addressWith(words.pasteHere), isWhole };
}

function formOf(repository: string) {
  const { hostname = '' } = URL.canParse(repository) ? new URL(repository) : {};
  return hosts.find(({ host }) => new RegExp(host, 'i').test(hostname));
}
