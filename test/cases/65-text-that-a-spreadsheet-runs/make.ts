import { edit, replace } from '../../support/edit.js';

/** Text that a spreadsheet would take for a formula, in names that the flat tables hold. */
export default (data: string): void => {
  edit(data, 'objectives.csv', (text) =>
    text.replace('1,Collect', '1,=cmd|calc Collect').replace('2,Minimize', '2,+Minimize').replace('3,Provide', '3,@Provide'),
  );
  replace(data, 'targets.csv', '10.7,10,"Facilitate', '10.7,10,"-Facilitate');
  replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,=1+1');
};
