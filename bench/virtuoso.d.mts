/** A Virtuoso server (Debian package) with an empty database, on free ports. */
export interface Virtuoso {
  graphStore: string; // needs Digest authentication, like `update`
  update: string;
  query: string;
  user: string;
  password: string;
  sql(statements: string): string;
  kill(): Promise<void>; // simulates a crash of the machine
  start(): Promise<void>;
  close(): Promise<void>;
}

export function startVirtuoso(): Promise<Virtuoso>;

/** True if Virtuoso is installed. */
export const hasVirtuoso: boolean;
