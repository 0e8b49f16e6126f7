import { startShapes } from '../check/shapes-thread.js';
import type { Memory } from '../pipeline.js';
import { startFormats } from '../publish/format-thread.js';

/** A memory with nothing in it yet but threads that load what they need. Close it, and what they are at ends with an error. */
export function openMemory(): Memory & { close(): Promise<void> } {
  const shapes = startShapes();
  const formats = startFormats();
  return {
    sheets: { files: new Map() },
    mapped: new WeakMap(),
    shapes,
    formats,
    texts: { setting: '', runs: new Map() },
    close: async () => {
      await Promise.all([shapes.close(), formats.close()]);
    },
  };
}
