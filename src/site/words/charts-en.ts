/** What the charts say by themselves, in English; what things and classes are called is in the words of the site. `{name}` is filled in. */
export const chartsEn = {
  asTable: 'The same as a table',
  total: 'Total',
  matrix: 'Connected targets by objective and goal',
  matrixNote: 'Each number counts the targets of a goal to which an objective is connected. The darker, the more.',
  flow: 'From objectives to goals',
  flowNote: 'The width of a band is the number of targets of the goal to which the objective is connected.',
  neighbourhood: 'Targets, indicators and other objectives around this objective',
  neighbourhoodNote: 'A line joins an objective and a target that are connected, or a target and its indicator.',
  /** The objectives that share a target with the one of the page. */
  sharing: 'Objectives that share a target',
  thisOne: 'This objective',
  /** How many of all areas the lines are of. */
  someAreas: 'Lines are drawn for {count} of {all} areas; the table has them all.',
  /** The same where the table has no more areas than the picture. */
  areasElsewhere: 'These are {count} of {all} areas; the page of the series has them all.',
};

export type ChartWords = typeof chartsEn;
