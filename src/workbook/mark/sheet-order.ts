/** The elements of a sheet, in the order that the standard fixes (ISO/IEC 29500-1, section 18.3.1.99), up to `legacyDrawing`. */
const order = [
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios',
  'autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations',
  'hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches',
  'ignoredErrors smartTags drawing legacyDrawing',
].flatMap((names) => names.split(' '));

/** What stands before an element in a sheet; before 'dataValidations' it ends with 'conditionalFormatting'. */
export const elementsBefore = (name: 'dataValidations' | 'legacyDrawing'): string[] =>
  order.slice(0, order.indexOf(name));
