/** An output of a command: a stream of the process, or a collector in a test. */
export interface Output {
  /** Takes a text or bytes, and calls `done` once it has them. */
  write(content: string | Uint8Array, done?: (error?: Error | null) => void): unknown;
  isTTY?: boolean;
  columns?: number;
  fd?: number; // only streams of the process have one
}

/** The streams and the environment of a command. */
export interface Io {
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
}
