import type { ChangeSet } from './change.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { text } from './text.js';
import { turtle } from './turtle.js';

/** How a comparison can be written. */
export const diffFormats: Record<string, (set: ChangeSet) => string> = { text, markdown, json, turtle };
