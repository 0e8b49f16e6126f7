import type { Cell } from './cell.js';

/** The address of the observation at hand, as the subject of its lines: `<BASE/cube/SERIES/AREA/PERIOD/CODE…> `. */
export interface Address {
  bytes: Buffer;
  length: number;
  keyFrom: number; // the key is what stands between these two
  keyTo: number;
  begin(): void;
  add(cell: Cell): void;
  end(): void;
}

const slash = 0x2f;

export function createAddress(base: string): Address {
  const start = Buffer.from(`<${base}cube`);
  const address: Address = {
    bytes: Buffer.allocUnsafeSlow(1 << 12),
    length: 0,
    keyFrom: start.length,
    keyTo: 0,
    begin() {
      address.length = start.length;
    },
    add({ segment }) {
      const { length } = segment;
      if (address.bytes.length - address.length < length + 3) address.bytes = larger(address.bytes, length);
      const { bytes } = address;
      let at = address.length;
      bytes[at++] = slash;
      for (let i = 0; i < length; i++) bytes[at++] = segment[i] as number;
      address.length = at;
    },
    end() {
      address.keyTo = address.length;
      address.bytes[address.length++] = 0x3e; // >
      address.bytes[address.length++] = 0x20;
    },
  };
  start.copy(address.bytes);
  return address;
}

function larger(bytes: Buffer, more: number): Buffer {
  const grown = Buffer.allocUnsafeSlow(2 * bytes.length + more);
  grown.set(bytes);
  return grown;
}
