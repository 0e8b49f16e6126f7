import { edit } from '../../support/edit.js';

/** 23,0 where a whole number is due is not 23.0 but 23. */
export default (data: string): void =>
  edit(data, 'objectives.csv', (text) => text.replace(/^(1,.*),(\d+),(\d+),/m, '$1,"$2,0",$3,'));
