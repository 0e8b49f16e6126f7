import { readdirSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';

/** All that is in the folder of a release and is no folder, as the manifest names it, sorted: "data/links.csv". */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort(compareCodePoints);
}
