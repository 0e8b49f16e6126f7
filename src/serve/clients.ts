import { isIP, isIPv6 } from 'node:net';

/**
 * Returns the client of an address, to which everything is counted: an IPv4 address, or the /64 network of an IPv6
 * address, because one subscriber owns all addresses in it. Some proxies add the port, which changes with each
 * connection. All values that are not addresses are one client.
 */
export function clientOf(address: string): string {
  const alone = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
  const [plain = ''] = alone.split('%');
  if (isIP(plain) === 0) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined || !isIPv6(plain)) return mapped ?? plain;
  const [head = '', tail] = plain.split('::').map((part) => part.split(':').filter(Boolean)) as [string[], string[]?];
  const zeros = Array<string>(tail === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)).fill('0');
  const network = [...head, ...zeros, ...(tail ?? [])].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** Why a client gets no more: its own share is used up, or the total is. */
export type Excess = 'client' | 'total';

/** A limited amount, such as bytes or connections, with a share for each client. */
export interface Shares {
  /**
   * Takes an amount for a client. Returns a function that gives it back. If other clients use up the total, the client
   * with the most loses its oldest holding: `drop` is called.
   */
  take(client: string, amount: number, drop: () => void): (() => void) | Excess;
  /** Returns why the client could not take an amount now. */
  excess(client: string, amount: number): Excess | undefined;
  held(): number;
}

interface Holding {
  amount: number;
  drop: () => void;
}

interface Holder {
  amount: number;
  holdings: Set<Holding>; // oldest first
}

export function createShares(total: number, perClient: number): Shares {
  const holders = new Map<string, Holder>();
  let all = 0;
  const amountOf = (client: string): number => holders.get(client)?.amount ?? 0;
  const largest = (): [string, Holder] | undefined => {
    let found: [string, Holder] | undefined;
    for (const entry of holders) if (entry[1].amount > (found?.[1].amount ?? 0)) found = entry;
    return found;
  };
  const giveBack = (client: string, holding: Holding): void => {
    const holder = holders.get(client);
    if (!holder?.holdings.delete(holding)) return;
    holder.amount -= holding.amount;
    all -= holding.amount;
    if (holder.holdings.size === 0) holders.delete(client);
  };
  const excess: Shares['excess'] = (client, amount) => {
    const own = amountOf(client) + amount;
    if (own > perClient) return 'client';
    return all + amount > total && (largest()?.[1].amount ?? 0) <= own ? 'total' : undefined;
  };
  return {
    excess,
    take(client, amount, drop) {
      for (;;) {
        const reason = excess(client, amount);
        if (reason !== undefined) return reason;
        if (all + amount <= total) break;
        const [other, { holdings }] = largest() as [string, Holder];
        const [oldest] = holdings as Set<Holding> & [Holding];
        giveBack(other, oldest);
        oldest.drop();
      }
      const holding = { amount, drop };
      const holder = holders.get(client) ?? { amount: 0, holdings: new Set() };
      holders.set(client, holder);
      holder.holdings.add(holding);
      holder.amount += amount;
      all += amount;
      return () => giveBack(client, holding);
    },
    held: () => all,
  };
}
