/** The signals that end a command. The exit code is 128 plus the number of the signal. */
export const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Calls `end` with the exit code on the first signal. */
export function onSignal(end: (code: number) => void): void {
  for (const signal of signals) process.once(signal, (_signal: string, number: number) => end(128 + number));
}

/**
 * Makes signals end the process with `process.exit`, so that exit handlers remove temporary files. `tell` is called first.
 * A signal waits for a step that cannot be interrupted. Returns a function that undoes this.
 */
export function exitOnSignals(tell: (signal: string) => void = () => {}): () => void {
  const end = (signal: string, number: number): void => {
    tell(signal);
    process.exit(128 + number);
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}
