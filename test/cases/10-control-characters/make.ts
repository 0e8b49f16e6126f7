import { replace } from '../../support/edit.js';

/** BEL, ESC, DEL and a C1 character, each in a cell of its own. */
export default (data: string): void => {
  replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,Num\u0007ber');
  replace(data, 'units.csv', 'population', 'popu\u007flation');
  replace(data, 'series.csv', 'Total deaths', 'Total \u001b[31mdeaths');
  replace(data, 'series.csv', 'Number of refugees', 'Number\u0085of refugees');
};
