import { replace } from '../../support/edit.js';

/** The thing is named in words where its code is due. */
export default (data: string): void => replace(data, 'links.csv', /^1,10.7,/m, 'Objective 1,10.7,');
