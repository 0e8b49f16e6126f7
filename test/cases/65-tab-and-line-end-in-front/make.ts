import { replace } from '../../support/edit.js';

/** The other two characters that may begin a formula. */
export default (data: string): void => {
  replace(data, 'targets.csv', '17,Enhance policy coherence for sustainable development', '17,"\tEnhance policy coherence"');
  replace(data, 'targets.csv', '16,Significantly reduce all forms of violence and related death rates everywhere', '16,"\rReduce violence"');
  replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,"\t=1+1"');
};
