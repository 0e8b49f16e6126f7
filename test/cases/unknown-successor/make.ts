import { replace } from '../../support/edit.js';

/** No indicator has the code that is named. */
export default (data: string): void => replace(data, 'indicators.csv', 'retired,2019,2019,C160105,', 'retired,2019,2019,C160195,');
