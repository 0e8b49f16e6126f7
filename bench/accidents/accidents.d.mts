/** One accident in a sheet. */
export interface Accident {
  number: number;
  kind: string;
  file: string; // "data/links.csv"
  bytes: Uint8Array; // of the sheet after the accident
  rows: number[]; // changed rows, from 1
  columns: string[]; // changed columns
  what: string; // for a report
}

export const kindsOfAccidents: string[];
export function makeAccidents(sheets: ReadonlyMap<string, Uint8Array>, count: number, seed: number): Accident[];
