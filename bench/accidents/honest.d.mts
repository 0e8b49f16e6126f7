type Row = Record<string, string>;

/** The sheets of a project, which an edit changes. */
export interface Desk {
  rows(sheet: string): Row[];
  write(sheet: string, rows: Row[], options?: { columns?: string[]; quoted?: boolean }): void;
  text(sheet: string, change: (text: string) => string): void;
  remove(sheet: string): void;
  files(folder: string): string[];
  changes(): [string, Uint8Array | undefined][]; // without bytes: a removed file
}

export function openDesk(sheets: ReadonlyMap<string, Uint8Array>): Desk;
export const honestEdits: Record<string, (desk: Desk) => void>;
export const reportedEdits: Record<string, string[]>;
