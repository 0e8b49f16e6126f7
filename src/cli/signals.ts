/** The signals that end a command, and the exit code for each: 128 and the signal's number. */
export const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * From now on a signal ends the process by its exit, so that what is to be taken away then is; `tell` is told of it first.
 * (The signal waits for a step that cannot be interrupted.) What is returned ends that.
 */
export function exitOnSignals(tell: (signal: string) => void = () => {}): () => void {
  const handlers = Object.entries(signals).map(([signal, code]): [string, () => void] => [
    signal,
    () => {
      tell(signal);
      process.exit(code);
    },
  ]);
  for (const [signal, end] of handlers) process.on(signal, end);
  return () => {
    for (const [signal, end] of handlers) process.off(signal, end);
  };
}
