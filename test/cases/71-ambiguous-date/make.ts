import { replace } from '../../support/edit.js';

/** A day in March or in April. */
export default (data: string): void => replace(data, 'dataset.csv', /,\d{4}-\d\d-\d\d,$/m, ',03/04/2026,');
