import { append, type CaseEdits, edit, replace } from '../support/edit.js';

const sdgo = 'http://metadata.un.org/sdg/ontology#';
const skos = 'http://www.w3.org/2004/02/skos/core#';

/** Changes the property that links with the status "theme" make. Objective 1 has a link of this status and a stated one. */
const themeMakes = (data: string, property: string): void =>
  edit(data, 'statuses.csv', (text) =>
    text.replace(/^(theme,.*),[^,\s]+(,[\d.]*)$/m, (_, before, after) => `${before},${property}${after}`),
  );

/** Cases about totals and lists that the project states, and about rules that follow sub-properties. */
export const totals: CaseEdits = {
  // A misspelt agency in a list of two.
  'agency-misspelt': (data) => replace(data, 'indicators.csv', /UNODC/, 'UNOCD'),
  // The right agency in small letters.
  'agency-in-small-letters': (data) => replace(data, 'indicators.csv', /UNODC/, 'unodc'),
  // A new agency with its entry in the list.
  'agency-new-with-entry': (data) => {
    replace(data, 'indicators.csv', /UNODC/, 'UNODC;UNICRI');
    append(data, 'agencies.csv', 'UNICRI');
  },
  // An agency that is not in the list yet.
  'agency-without-entry': (data) => replace(data, 'indicators.csv', /UNODC/, 'UNODC;Europol'),
  // A status that rules name has another code.
  'rule-about-renamed-status': (data) => replace(data, 'statuses.csv', /^proposed,/m, 'suggested,'),
  // A target that is stated is also a wider match: SKOS S27 through gcm:connectedTarget.
  'skos-s27-through-sub-property': (data) => themeMakes(data, `${skos}broadMatch`),
  // A target that is stated is also an exact match: SKOS S46 through gcm:connectedTarget.
  'skos-s46-through-sub-property': (data) => themeMakes(data, `${skos}exactMatch`),
  // The row of an indicator was copied, and only its number was changed.
  'indicator-twice-in-target': (data) => append(data, 'indicator-targets.csv', '10.7.5,10.7,C100703'),
  // The total of a tier does not include an indicator whose tier was changed.
  'tier-changed-without-total': (data) => {
    append(data, 'totals.csv', `tier-2,Indicators of tier 2,${sdgo}Indicator,${sdgo}tier,tier_II,,10,a-res-73-195`);
    replace(data, 'indicators.csv', /,II,UNODC/, ',I,UNODC');
  },
  // No indicator has had this tier since 2020.
  'tier-abolished': (data) => replace(data, 'indicators.csv', /,II,UNODC/, ',III,UNODC'),
  'tier-in-digits': (data) => replace(data, 'indicators.csv', /,II,UNODC/, ',2,UNODC'),
  // The last row of a sheet without gaps.
  'total-after-deleted-row': (data) => edit(data, 'principles.csv', (text) => text.replace(/^b,.*\n/m, '')),
  // A copied row with the next letter.
  'total-after-copied-row': (data) =>
    edit(
      data,
      'principles.csv',
      (text) =>
        `${text}${text
          .match(/^b,.*\n/m)?.[0]
          .replace(/^b/, 'c')
          .replace('15(b)', '15(c)')}`,
    ),
  // A digit of a summand.
  'total-of-actions': (data) =>
    edit(data, 'objectives.csv', (text) => text.replace(/,19,(\d+),/, (_, n) => `,19,${n}1,`)),
  // A row with another error is not also a wrong total.
  'total-beside-invalid-row': (data) => replace(data, 'principles.csv', /^b,/m, 'B2,'),
  // A class that does not exist.
  'total-of-unknown-class': (data) => replace(data, 'totals.csv', '#Principle', '#Principal'),
};
