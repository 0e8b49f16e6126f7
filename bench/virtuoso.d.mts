/** Virtuoso as Debian has it, with an empty database of its own on free ports of this machine. */
export interface Virtuoso {
  graphStore: string; // both want Digest
  update: string;
  query: string;
  user: string;
  password: string;
  sql(statements: string): string;
  kill(): Promise<void>; // as a machine that fails does it
  start(): Promise<void>;
  close(): Promise<void>;
}

export function startVirtuoso(): Promise<Virtuoso>;

/** Whether the machine has it. */
export const hasVirtuoso: boolean;
