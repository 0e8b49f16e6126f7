/** One way out of a command: a stream of the process, or what a test collects. */
export interface Output {
  /** Takes a text or bytes, and calls `done` once it has them. */
  write(content: string | Uint8Array, done?: (error?: Error | null) => void): unknown;
  isTTY?: boolean;
  columns?: number;
  fd?: number; // only streams of the process have one
}

/** All that a command knows of its process, but for the files and the folder that it works in. */
export interface Io {
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
}
