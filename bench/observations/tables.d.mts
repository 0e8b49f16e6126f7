/** Lines of the Markdown tables of docs/observations.md. Printed figures stay unchanged when they are printed again. */
export interface SpeedRow {
  name: string;
  megabytes: number;
  seconds: number;
  cores: number;
  peak: number;
  most?: string | undefined;
  least?: string | undefined;
  memory?: string | undefined;
  isPacked: boolean;
}
export function speedTable(rows: SpeedRow[]): string[];

export interface ThreadsRow {
  threads: number;
  seconds: number;
  all: number;
  main: number;
  busiest: number;
}
export function threadsTable(rows: ThreadsRow[], cores: number): string[];

export interface GrowthRow {
  name: string;
  rows: number;
  read: number;
  written: number;
  seconds: number;
  cores: number;
  peak: number;
}
export function growthTable(rows: GrowthRow[]): string[];
