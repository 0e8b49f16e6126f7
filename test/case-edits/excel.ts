import { append, type CaseEdits, describe, edit, replace } from '../support/edit.js';
import { dateStyles, intoWorkbook } from '../support/workbooks.js';

const formula = { type: 'str', content: '<f>"Num"&amp;"ber"</f><v>Number</v>' };

/** Entries 55–73: what Excel makes of a sheet, and what only a workbook can hold. */
export const excel: CaseEdits = {
  // The code 16.10 was typed as a number: nobody knows whether it was 16.1.
  '55-number-for-code': (data) => intoWorkbook(data, ['links', 'units'], ({ put }) => put('links', 'B8', 16.1)),
  // The same in the sheet that others refer to.
  '55-number-for-key': (data) => intoWorkbook(data, ['targets'], ({ put }) => put('targets', 'A5', 16.1)),
  // Codes that are whole numbers are the same as text.
  '55-whole-number-for-code': (data) =>
    intoWorkbook(data, ['links', 'units'], ({ put }) => {
      for (const row of [2, 3, 4]) put('links', `A${row}`, 1);
    }),
  // In text cells 16.1 and 16.10 are what they are.
  '56-codes-in-a-workbook': (data) => intoWorkbook(data, ['targets', 'links']),
  // 1.1 and 1.10 are two codes and no numbers.
  '56-codes-that-look-like-numbers': (data) => {
    append(data, 'targets.csv', '1.1,1,The first target,,,,,,');
    append(data, 'targets.csv', '1.10,1,The tenth target,,,,,,');
    append(data, 'links.csv', '2,1.1,theme,unnm-guide-2022,');
    append(data, 'links.csv', '2,1.10,theme,unnm-guide-2022,');
  },
  // Excel made 16.1 of 16.10: it stands there twice.
  '57-lost-zero': (data) => replace(data, 'targets.csv', '16.10,', '16.1,'),
  // The codes were made text again when it was too late.
  '57-lost-zero-in-a-workbook': (data) => intoWorkbook(data, ['targets'], ({ put }) => put('targets', 'A5', '16.1')),
  // A cell that holds the 4th of March where a code was typed.
  '58-date-cell-for-code': (data) =>
    intoWorkbook(data, ['links'], ({ spec, put }) => {
      spec.styles = dateStyles;
      put('links', 'B5', { style: 1, content: '<v>46085</v>' });
    }),
  // Excel takes a code for a day.
  '58-date-for-code': (data) => {
    replace(data, 'links.csv', '2,17.14,', '2,4-Mar,');
    replace(data, 'links.csv', '3,10.7,', '3,2026-07-10,');
  },
  // A spreadsheet or a hand made capitals of the letters of 4.a and 10.c.
  '59-capitals-in-codes': (data) => {
    append(data, 'targets.csv', '4.A,1,A target with a capital,,,,,,');
    append(data, 'targets.csv', '10.c,10,A target with a letter,,,,,,');
    append(data, 'links.csv', '2,10.C,theme,unnm-guide-2022,');
  },
  // Codes that end in a letter.
  '59-letters-in-codes': (data) => {
    append(data, 'targets.csv', '10.c,10,A target with a letter,,,,,,');
    append(data, 'links.csv', '2,10.c,theme,unnm-guide-2022,');
  },
  // What Excel makes of 100000 and of a number of 16 digits.
  '60-long-numbers': (data) => {
    append(data, 'areas.csv', '1E5,Area,,,,,,region');
    append(data, 'areas.csv', '1234567890123456,Area,,,,,,region');
    replace(data, 'links.csv', '2,17.14,', '2,1.7E+14,');
  },
  // Numbers that a spreadsheet has shortened.
  '60-long-numbers-in-a-workbook': (data) =>
    intoWorkbook(data, ['areas', 'links'], ({ sheet, put }) => {
      sheet('areas').rows.push([{ content: '<v>1E5</v>' }, 'Area', ...Array(5), 'region']);
      put('links', 'B5', { content: '<v>1234567890123456</v>' });
    }),
  // 001 became 1.
  '61-lost-leading-zeros': (data) => replace(data, 'areas.csv', '001,', '1,'),
  // 001 is kept as the number 1, where it refers to an area.
  '61-lost-zeros-in-a-workbook': (data) => intoWorkbook(data, ['figures'], ({ put }) => put('figures', 'B2', 1)),
  // Excel has saved 001 as 1 in each row.
  '61-lost-zeros-in-references': (data) => edit(data, 'figures.csv', (text) => text.replaceAll(',001,', ',1,')),
  // A truth value where a name is due.
  '62-true-cell-for-text': (data) => intoWorkbook(data, ['units'], ({ put }) => put('units', 'B2', true)),
  // Excel makes TRUE of true.
  '62-true-for-text': (data) => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,TRUE'),
  // Excel saves true as TRUE.
  '62-truth-in-capitals': (data) =>
    edit(data, 'indicators.csv', (text) => text.replaceAll(',true,', ',TRUE,').replaceAll(',false,', ',FALSE,')),
  // What a formula leaves that lost its cells.
  '63-error-cells': (data) =>
    intoWorkbook(data, ['units', 'links'], ({ put }) => {
      put('units', 'B2', { type: 'e', content: '<v>#REF!</v>' });
      put('links', 'B7', { type: 'e', content: '<v>#N/A</v>' });
    }),
  // What a formula leaves that lost its cells.
  '63-error-values': (data) => {
    replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,#REF!');
    replace(data, 'links.csv', '3,10.7,', '3,#N/A,');
    replace(data, 'figures.csv', '2014,5318', '2014,#VALUE!');
  },
  // The value of a formula is as old as the last time that it was worked out.
  '64-formula': (data) => intoWorkbook(data, ['units'], ({ put }) => put('units', 'B2', formula)),
  // The table says that it may hold formulas.
  '64-formula-allowed': (data) => {
    intoWorkbook(data, ['units'], ({ put }) => put('units', 'B2', formula));
    describe(data, 'gcm.xlsx#units', (table) => {
      table['https://w3id.org/gcm-graph/ontology#allows'] = ['empty', 'formulas'];
    });
  },
  // The other two characters that may begin a formula.
  '65-tab-and-line-end-in-front': (data) => {
    replace(data, 'targets.csv', /17,Enhance policy coherence.* development/, '17,"\tEnhance policy coherence"');
    replace(
      data,
      'targets.csv',
      /16,Significantly reduce all forms of violence.* everywhere/,
      '16,"\rReduce violence"',
    );
    replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,"\t=1+1"');
  },
  // Text that a spreadsheet would take for a formula, in names that the flat tables hold.
  '65-text-that-a-spreadsheet-runs': (data) => {
    edit(data, 'objectives.csv', (text) =>
      text
        .replace('1,Collect', '1,=cmd|calc Collect')
        .replace('2,Minimize', '2,+Minimize')
        .replace('3,Provide', '3,@Provide'),
    );
    replace(data, 'targets.csv', '10.7,10,"Facilitate', '10.7,10,"-Facilitate');
    replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,=1+1');
  },
  // Of two merged cells one has a value.
  '66-merged-cells': (data) =>
    intoWorkbook(data, ['links'], ({ sheet, put }) => {
      sheet('links').merges = ['D3:D4'];
      put('links', 'D4', undefined);
    }),
  // A column that nobody sees.
  '67-hidden-column': (data) =>
    intoWorkbook(data, ['links'], ({ sheet }) => {
      sheet('links').hiddenColumns = [4];
    }),
  // A filter or a hand has hidden two rows.
  '67-hidden-row': (data) =>
    intoWorkbook(data, ['links'], ({ sheet }) => {
      sheet('links').hiddenRows = [3, 4];
    }),
  // A sheet that nobody sees.
  '67-hidden-sheet': (data) =>
    intoWorkbook(data, ['links', 'units'], ({ sheet }) => {
      sheet('units').state = 'hidden';
    }),
  // One word is bold.
  '68-rich-text': (data) =>
    intoWorkbook(data, ['units'], ({ put }) =>
      put('units', 'B2', { type: 'inlineStr', content: '<is><r><rPr><b/></rPr><t>Num</t></r><r><t>ber</t></r></is>' }),
    ),
  // A name that looks deleted.
  '68-struck-through': (data) =>
    intoWorkbook(data, ['units'], ({ put }) =>
      put('units', 'B2', { type: 'inlineStr', content: '<is><r><rPr><strike/></rPr><t>Number</t></r></is>' }),
    ),
  // A cell with a hyperlink is the text that it shows.
  '69-link-in-cell': (data) =>
    intoWorkbook(data, ['sources'], ({ sheet }) => {
      sheet('sources').links = [{ cell: 'E2', target: 'https://example.org/elsewhere' }];
    }),
  // A hyperlink that runs a script.
  '69-link-that-runs': (data) =>
    intoWorkbook(data, ['sources'], ({ sheet }) => {
      sheet('sources').links = [{ cell: 'B2', target: 'javascript:alert(1)' }];
    }),
  // A note beside a cell.
  '70-comment': (data) =>
    intoWorkbook(data, ['links'], ({ sheet }) => {
      sheet('links').comments = [{ cell: 'B5', author: 'Steward', text: 'Is this right?' }];
    }),
  // A program comes with the workbook.
  '70-macros': (data) =>
    intoWorkbook(data, ['links'], ({ spec }) => {
      spec.hasMacros = true;
    }),
  // A day in March or in April.
  '71-ambiguous-date': (data) => replace(data, 'dataset.csv', /,\d{4}-\d\d-\d\d,$/m, ',03/04/2026,'),
  // Old workbooks of the Mac count days from another one.
  '71-dates-from-1904': (data) =>
    intoWorkbook(data, ['dataset'], ({ spec, put }) => {
      Object.assign(spec, { styles: dateStyles, is1904: true });
      put('dataset', 'S2', { style: 1, content: '<v>44000</v>' });
    }),
  // With points the day comes first, and there is no month 25.
  '71-dates-of-one-meaning': (data) =>
    edit(data, 'dataset.csv', (text) => text.replace(/(\d{4}-\d\d-\d\d)/, '10.03.2026')),
  // The year 2014 in a cell that is formatted as a day.
  '71-year-shown-as-date': (data) =>
    intoWorkbook(data, ['figures'], ({ put, spec }) => {
      spec.styles = dateStyles;
      put('figures', 'C2', { style: 1, content: '<v>2014</v>' });
    }),
  // 23,0 where a whole number is due is not 23.0 but 23.
  '72-comma-in-a-whole-number': (data) =>
    edit(data, 'objectives.csv', (text) => text.replace(/^(1,.*),(\d+),(\d+),/m, '$1,"$2,0",$3,')),
  // A column of figures saved by a program that writes commas.
  '72-comma-in-each-number': (data) =>
    edit(data, 'figures.csv', (text) =>
      text.replace(/,(\d+)(?:\.(\d+))?,(?=[A-Z])/g, ',"$1,$2",').replace(/,"(\d+),",/g, ',"$1,0",'),
    ),
  // As many countries write it.
  '72-decimal-comma': (data) => replace(data, 'figures.csv', '177.44767', '"177,44767"'),
  // Its values come from a file that is not here.
  '73-link-to-another-workbook': (data) =>
    intoWorkbook(data, ['units'], ({ spec }) => {
      spec.outsideLinks = ['budget.xlsx'];
    }),
};
