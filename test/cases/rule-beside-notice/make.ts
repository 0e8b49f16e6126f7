import { replace } from '../../support/edit.js';

/** The row of an objective that is connected to nothing has a space to take off too: both are reported. */
export default function make(data: string): void {
  replace(data, 'objectives.csv', /^2,/m, '2 ,');
}
