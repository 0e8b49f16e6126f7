/** What a spreadsheet shows where a formula has no value: "#REF!", "#N/A"; also the row of # of a column too narrow. */
export const isErrorValue = (text: string): boolean =>
  /^#(?:(?:REF|VALUE|DIV\/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|BUSY|CONNECT)!|N\/A|NAME\?|GETTING_DATA|#+)$/.test(
    text,
  );
