export interface Answered {
  status: number; // 0: no answer in time
  milliseconds: number;
}

/** Sends a request from a local address and reads the answer. */
export function ask(url: string, address: string, path: string, timeout?: number): Promise<Answered>;

/** Sends one request of each kind per second until `stop` is called, which returns the answers. */
export function startHealthyClient(url: string, address: string): { stop(): Promise<(Answered & { kind: string })[]> };
