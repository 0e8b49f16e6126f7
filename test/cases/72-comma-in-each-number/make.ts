import { edit } from '../../support/edit.js';

/** A column of figures saved by a program that writes commas. */
export default (data: string): void =>
  edit(data, 'figures.csv', (text) => text.replace(/,(\d+)(?:\.(\d+))?,(?=[A-Z])/g, ',"$1,$2",').replace(/,"(\d+),",/g, ',"$1,0",'));
