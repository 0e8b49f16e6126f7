/** Starts an attack on `url` from a local address. It lasts until the process ends. */
type Attack = (target: { url: string; address: string }) => unknown;

export const attacks: Record<string, Attack>;
