import { append, type CaseEdits, describe, edit, replace } from '../support/edit.js';
import { figureSheet } from '../support/figure-sheet.js';
import { dateStyles, intoWorkbook } from '../support/workbooks.js';

const formula = { type: 'str', content: '<f>"Num"&amp;"ber"</f><v>Number</v>' };

/** Entries 55–73: changes by Excel, and content that only workbooks have. */
export const excel: CaseEdits = {
  // The code 16.10 was typed as a number: it could also be 16.1.
  '55-number-for-code': (data) => intoWorkbook(data, ['links', 'units'], ({ put }) => put('links', 'B8', 16.1)),
  // The same in the referenced sheet.
  '55-number-for-key': (data) => intoWorkbook(data, ['targets'], ({ put }) => put('targets', 'A5', 16.1)),
  // Codes that are whole numbers can be read as text.
  '55-whole-number-for-code': (data) =>
    intoWorkbook(data, ['links', 'units'], ({ put }) => {
      for (const row of [2, 3, 4]) put('links', `A${row}`, 1);
    }),
  // Text cells keep 16.1 and 16.10.
  '56-codes-in-a-workbook': (data) => intoWorkbook(data, ['targets', 'links']),
  // A list of the exported workbook writes the name after the code. A name can contain another dot.
  '56-names-after-codes': (data) =>
    intoWorkbook(data, ['targets', 'links'], ({ put }) => {
      put('links', 'A5', '2 · Minimize adverse drivers …'); // refers to a CSV file
      put('links', 'B7', '10.7 · Any name · with a dot');
      put('links', 'B8', '16.10 ·');
      put('targets', 'B2', '1 · End poverty in all its forms everywhere');
    }),
  // Filling down counted the code up, but not its name.
  '56-name-of-another-code': (data) =>
    intoWorkbook(data, ['targets', 'links'], ({ put }) => {
      put('links', 'A6', '3 · Provide accurate and timely information');
      put('links', 'A7', '2 · Réduire les facteurs négatifs'); // a short name, in French
      put('links', 'A8', '2 · Provide accurate and timely information');
    }),
  // People type names after codes in their own way, in any language. They fit the codes.
  '56-names-typed-after-codes': (data) =>
    intoWorkbook(data, ['targets', 'links'], ({ put }) => {
      put('links', 'A5', '2 - Réduire les facteurs');
      put('links', 'B7', '10.7: facilitate orderly,  SAFE…regular');
      put('links', 'B8', '16.10 (Ensure public access to information)');
      put('targets', 'B2', '1 End poverty');
    }),
  // The name of another code, and names without a code.
  '56-other-names-typed-after-codes': (data) =>
    intoWorkbook(data, ['targets', 'links'], ({ put }) => {
      put('links', 'B3', '17.18 – Renforcer la cohérence des politiques');
      put('links', 'B6', '1.4 - poverty project');
      put('links', 'B7', '10.70 - Facilitate orderly');
    }),
  // In a CSV file, no list offers names.
  '56-name-typed-after-code-in-a-csv': (data) => {
    replace(data, 'links.csv', '2,17.14,', '2,17.14 — coherence of policies,');
    replace(data, 'links.csv', '\n3,16.10,', '\n3: information,16.10,');
  },
  // The code before the name is unknown.
  '56-name-after-unknown-code': (data) =>
    intoWorkbook(data, ['targets', 'links'], ({ put }) => put('links', 'B7', '10.17 · Facilitate migration')),
  // 1.1 and 1.10 are two codes, not numbers.
  '56-codes-that-look-like-numbers': (data) => {
    append(data, 'targets.csv', '1.1,1,The first target,,,,,,');
    append(data, 'targets.csv', '1.10,1,The tenth target,,,,,,');
    append(data, 'links.csv', '2,1.1,theme,unnm-guide-2022,');
    append(data, 'links.csv', '2,1.10,theme,unnm-guide-2022,');
  },
  // Excel turned 16.10 into 16.1, so the code is a duplicate.
  '57-lost-zero': (data) => replace(data, 'targets.csv', '16.10,', '16.1,'),
  // The codes were formatted as text after Excel had changed them.
  '57-lost-zero-in-a-workbook': (data) => intoWorkbook(data, ['targets'], ({ put }) => put('targets', 'A5', '16.1')),
  // A cell with the 4th of March instead of a code.
  '58-date-cell-for-code': (data) =>
    intoWorkbook(data, ['links'], ({ spec, put }) => {
      spec.styles = dateStyles;
      put('links', 'B5', { style: 1, content: '<v>46085</v>' });
    }),
  // Excel reads a code as a date.
  '58-date-for-code': (data) => {
    replace(data, 'links.csv', '2,17.14,', '2,4-Mar,');
    replace(data, 'links.csv', '3,10.7,', '3,2026-07-10,');
  },
  // Capital letters instead of 4.a and 10.c.
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
  // 100000 and a number of 16 digits as Excel saves them.
  '60-long-numbers': (data) => {
    append(data, 'areas.csv', '1E5,Area,,,,,,region,,,,,,');
    append(data, 'areas.csv', '1234567890123456,Area,,,,,,region,,,,,,');
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
  // 001 is stored as the number 1 in a reference to an area.
  '61-lost-zeros-in-a-workbook': (data) =>
    intoWorkbook(figureSheet(data), ['figures'], ({ put }) => put('figures', 'B2', 1)),
  // Excel has saved 001 as 1 in each row.
  '61-lost-zeros-in-references': (data) =>
    edit(data, 'figures/SM_DTH_MIGR.csv', (text) => text.replaceAll('\n001,', '\n1,')),
  // A truth value instead of a name.
  '62-true-cell-for-text': (data) => intoWorkbook(data, ['units'], ({ put }) => put('units', 'B2', true)),
  // Excel turns true into TRUE.
  '62-true-for-text': (data) => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,TRUE'),
  // Excel saves true as TRUE.
  '62-truth-in-capitals': (data) =>
    edit(data, 'indicators.csv', (text) => text.replaceAll(',true,', ',TRUE,').replaceAll(',false,', ',FALSE,')),
  // A formula whose referenced cells were deleted.
  '63-error-cells': (data) =>
    intoWorkbook(data, ['units', 'links'], ({ put }) => {
      put('units', 'B2', { type: 'e', content: '<v>#REF!</v>' });
      put('links', 'B7', { type: 'e', content: '<v>#N/A</v>' });
    }),
  // A formula whose referenced cells were deleted.
  '63-error-values': (data) => {
    replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,#REF!');
    replace(data, 'links.csv', '3,10.7,', '3,#N/A,');
    replace(data, 'figures/SM_DTH_MIGR.csv', '2014,5318', '2014,#VALUE!');
  },
  // The value of a formula is calculated when the workbook is saved.
  '64-formula': (data) => intoWorkbook(data, ['units'], ({ put }) => put('units', 'B2', formula)),
  // The table allows formulas.
  '64-formula-allowed': (data) => {
    intoWorkbook(data, ['units'], ({ put }) => put('units', 'B2', formula));
    describe(data, 'gcm.xlsx#units', (table) => {
      table['https://w3id.org/gcm-graph/ontology#allows'] = ['empty', 'formulas'];
    });
  },
  // The other two characters that can start a formula.
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
  // Names in the flat tables that a spreadsheet would run as formulas.
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
  // Only one of two merged cells has a value.
  '66-merged-cells': (data) =>
    intoWorkbook(data, ['links'], ({ sheet, put }) => {
      sheet('links').merges = ['D3:D4'];
      put('links', 'D4', undefined);
    }),
  // A hidden column.
  '67-hidden-column': (data) =>
    intoWorkbook(data, ['links'], ({ sheet }) => {
      sheet('links').hiddenColumns = [4];
    }),
  // Two rows are hidden, by a filter or by hand.
  '67-hidden-row': (data) =>
    intoWorkbook(data, ['links'], ({ sheet }) => {
      sheet('links').hiddenRows = [3, 4];
    }),
  // A hidden sheet.
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
  // The text of a cell with a hyperlink is used.
  '69-link-in-cell': (data) =>
    intoWorkbook(data, ['sources'], ({ sheet }) => {
      sheet('sources').links = [{ cell: 'E2', target: 'https://example.org/elsewhere' }];
    }),
  // A hyperlink that runs a script.
  '69-link-that-runs': (data) =>
    intoWorkbook(data, ['sources'], ({ sheet }) => {
      sheet('sources').links = [{ cell: 'B2', target: 'javascript:alert(1)' }];
    }),
  // A note at a cell.
  '70-comment': (data) =>
    intoWorkbook(data, ['links'], ({ sheet }) => {
      sheet('links').comments = [{ cell: 'B5', author: 'Steward', text: 'Is this right?' }];
    }),
  // The workbook contains macros.
  '70-macros': (data) =>
    intoWorkbook(data, ['links'], ({ spec }) => {
      spec.hasMacros = true;
    }),
  // A day in March or in April.
  '71-ambiguous-date': (data) => replace(data, 'dataset.csv', /,\d{4}-\d\d-\d\d,,/, ',03/04/2026,,'),
  // Old workbooks of the Mac count days from 1904.
  '71-dates-from-1904': (data) =>
    intoWorkbook(data, ['sources'], ({ spec, put }) => {
      Object.assign(spec, { styles: dateStyles, is1904: true });
      put('sources', 'I2', { style: 1, content: '<v>44000</v>' });
    }),
  // Dates with points have the day first, and there is no month 25.
  '71-dates-of-one-meaning': (data) =>
    edit(data, 'dataset.csv', (text) => text.replace(/(\d{4}-\d\d-\d\d)/, '10.03.2026')),
  // The year 2014 in a cell with a date format.
  '71-year-shown-as-date': (data) =>
    intoWorkbook(figureSheet(data), ['figures'], ({ put, spec }) => {
      spec.styles = dateStyles;
      put('figures', 'C2', { style: 1, content: '<v>2014</v>' });
    }),
  // In a whole number, the suggestion for 23,0 is 23 and not 23.0.
  '72-comma-in-a-whole-number': (data) =>
    edit(data, 'objectives.csv', (text) => text.replace(/^(1,.*),(\d+),(\d+),/m, '$1,"$2,0",$3,')),
  // A column of figures from a program that writes decimal commas.
  '72-comma-in-each-number': (data) =>
    edit(data, 'figures/SM_DTH_MIGR.csv', (text) => text.replace(/,(\d+),N/g, ',"$1,0",N')),
  // A user types 41.7% and 0.5% in a column of numbers. A percent sign that is only text does not change a number.
  '72-percent-cells': (data) =>
    intoWorkbook(figureSheet(data), ['figures'], ({ put, spec }) => {
      spec.styles =
        '<numFmts><numFmt numFmtId="170" formatCode="0.0&quot;%&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/></cellXfs>';
      put('figures', 'D2', { style: 1, content: '<v>0.41699999999999998</v>' });
      put('figures', 'D3', { style: 1, content: '<v>5.0000000000000001E-3</v>' });
      put('figures', 'D4', { style: 2, content: '<v>7</v>' });
    }),
  // All numbers are shown as percentages.
  'percent-column': (data) =>
    intoWorkbook(figureSheet(data), ['figures'], ({ put, spec, sheet }) => {
      spec.styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>';
      for (const [i] of sheet('figures').rows.entries())
        if (i > 0) put('figures', `D${i + 1}`, { style: 1, content: `<v>0.${i}7</v>` });
    }),
  // The date format of many countries.
  '72-decimal-comma': (data) => replace(data, 'figures/SM_POP_REFG_OR.csv', '177.44767', '"177,44767"'),
  // Its values come from a missing file.
  '73-link-to-another-workbook': (data) =>
    intoWorkbook(data, ['units'], ({ spec }) => {
      spec.outsideLinks = ['budget.xlsx'];
    }),
};
