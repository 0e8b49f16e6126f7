import { replace } from '../../support/edit.js';

/** RLM and LRM order Arabic and Latin side by side. */
export default (data: string): void => replace(data, 'areas.csv', 'العالم', 'العالم\u200f (M49\u200e)');
