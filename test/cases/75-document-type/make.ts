import { intoWorkbook } from '../../support/edit-workbook.js';

/** An entity that grows to a billion letters. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ spec }) => {
    spec.sharedStrings = '';
    spec.extraEntries = { 'xl/sharedStrings.xml': '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]><sst><si><t>&a;</t></si></sst>' };
  });
};
