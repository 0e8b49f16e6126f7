import { replace } from '../../support/edit.js';

/** Addresses that lead nowhere, run a script or read the disk. */
export default (data: string): void => {
  replace(data, 'sources.csv', 'https://undocs.org/A/RES/73/195', 'undocs.org/A/RES/73/195');
  replace(data, 'sources.csv', 'https://www.migrationdataportal.org/sdgs', 'javascript:alert(1)');
  replace(data, 'sources.csv', 'https://migrationnetwork.un.org/gcm-guidance', 'file:///etc/passwd');
};
