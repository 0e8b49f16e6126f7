import { replace } from '../../support/edit.js';

/** An override that is never given back turns all that follows. */
export default (data: string): void => replace(data, 'units.csv', 'population', '\u202epopulation');
