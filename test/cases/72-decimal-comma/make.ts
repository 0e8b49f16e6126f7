import { replace } from '../../support/edit.js';

/** As many countries write it. */
export default (data: string): void => replace(data, 'figures.csv', '177.44767', '"177,44767"');
