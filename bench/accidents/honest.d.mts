type Row = Record<string, string>;

/** The sheets of a project, which an edit changes. */
export interface Desk {
  rows(sheet: string): Row[];
  write(sheet: string, rows: Row[], options?: { columns?: string[]; quoted?: boolean }): void;
  text(sheet: string, change: (text: string) => string): void;
  changes(): [string, Uint8Array][];
}

export function openDesk(sheets: ReadonlyMap<string, Uint8Array>): Desk;
export const honestEdits: Record<string, (desk: Desk) => void>;
export const reportedEdits: Record<string, string[]>;
