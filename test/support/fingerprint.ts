import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every file below a folder with the hash of its bytes, and every link with its goal. */
export function fingerprint(folder: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file);
    if (entry.isSymbolicLink()) result[name] = readlinkSync(file);
    else if (statSync(file).isFile()) result[name] = createHash('sha256').update(readFileSync(file)).digest('hex');
  }
  return result;
}
