import { edit } from '../../support/edit.js';

/** The short name says the same as the name. */
export default (data: string): void => {
  edit(data, 'objectives.csv', (text) =>
    text.replace(/^(3,([^,]*)(?:,[^,]*){5}),[^,]*/m, '$1,$2'),
  );
};
