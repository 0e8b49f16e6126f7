import { rmSync } from 'node:fs';
import path from 'node:path';

/** A sheet that tables.json names was deleted. */
export default (data: string): void => rmSync(path.join(data, 'units.csv'));
