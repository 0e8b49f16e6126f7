const gcm = 'https://w3id.org/gcm-graph/ontology#';
const sdgo = 'http://metadata.un.org/sdg/ontology#';
const dct = 'http://purl.org/dc/terms/';

/** The terms that the pages of objectives, goals, targets and indicators are made by; others know nothing of them. */
export const agenda = {
  objective: `${gcm}Objective`,
  goal: `${sdgo}Goal`,
  target: `${sdgo}Target`,
  indicator: `${sdgo}Indicator`,
  series: `${sdgo}Series`,
  source: `${gcm}Source`,
  connectedTarget: `${gcm}connectedTarget`,
  connectedObjective: `${gcm}connectedObjective`,
  mentionedWith: `${gcm}mentionedWith`,
  measuredBy: `${gcm}measuredBy`,
  measures: `${gcm}measures`,
  contradictedBy: `${gcm}contradictedBy`,
  since: `${gcm}since`,
  until: `${gcm}until`,
  isTargetOf: `${sdgo}isTargetOf`,
  hasTarget: `${sdgo}hasTarget`,
  isIndicatorOf: `${sdgo}isIndicatorOf`,
  hasIndicator: `${sdgo}hasIndicator`,
  isSeriesOf: `${sdgo}isSeriesOf`,
  hasSeries: `${sdgo}hasSeries`,
  tier: `${sdgo}tier`,
  custodian: `${sdgo}custodianAgency`,
  isReplacedBy: `${dct}isReplacedBy`,
  replaces: `${dct}replaces`,
} as const;
