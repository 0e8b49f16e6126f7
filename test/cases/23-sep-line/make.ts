import { edit } from '../../support/edit.js';

/** For Excel, in front of the header. */
export default (data: string): void => edit(data, 'links.csv', (text) => `sep=;\n${text.replaceAll(',', ';')}`);
