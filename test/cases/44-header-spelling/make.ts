import { edit } from '../../support/edit.js';

/** Capitals, spaces and an underscore. */
export default (data: string): void => edit(data, 'indicators.csv', (text) => text.replace('code,', 'Code,').replace('concerns_migration', ' Concerns Migration ').replace('title_fr', 'TITLE-FR'));
