import { createOutput, type Output } from '../csvw/large/output.js';

/** Collects lines and writes them as gzip members: a file of members is a gzip file (RFC 1952, section 2.2). */
export interface PackedOutput {
  lines: Output;
  /** Begins with what goes into `target`. */
  begin(target: Output): void;
  /** Packs what is left. */
  end(): void;
}

/** `pack` makes a gzip member of bytes. */
export function createPackedOutput(pack: (bytes: Uint8Array) => Uint8Array): PackedOutput {
  let target: Output | undefined;
  const lines = createOutput((bytes, length) => {
    if (target && length > 0) append(target, pack(bytes.subarray(0, length)));
  });
  return {
    lines,
    begin(to) {
      target = to;
      lines.length = 0;
    },
    end() {
      if (target && lines.length > 0) append(target, pack(lines.bytes.subarray(0, lines.length)));
      lines.length = 0;
    },
  };
}

function append(target: Output, bytes: Uint8Array): void {
  target.reserve(bytes.length);
  target.bytes.set(bytes, target.length);
  target.length += bytes.length;
}
