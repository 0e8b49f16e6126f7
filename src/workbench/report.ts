import { json } from '../report/formats.js';
import type { Handler } from './state.js';

/** Returns the report of `gcm check --report json`. */
export const report: Handler<'report'> = ({ problems, since }) => json(problems, since);
