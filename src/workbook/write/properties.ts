import { attributeXml, xml } from './text.js';

/** What a program notes in a workbook beside its cells, by name; it stays when another program saves the file. */
export type Properties = Map<string, string>;

const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const formatId = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}'; // of properties that anybody may name

/** The part with the custom properties (ISO/IEC 29500-1, section 15.2.12.2), all of them texts; the first number is 2. */
export function propertiesXml(properties: Properties): string {
  const entries = [...properties].map(
    ([name, value], i) =>
      `<property fmtid="${formatId}" pid="${i + 2}" name="${attributeXml(name)}">` +
      `<vt:lpwstr>${xml(value)}</vt:lpwstr></property>`,
  );
  return (
    `<Properties xmlns="${office}/custom-properties" xmlns:vt="${office}/docPropsVTypes">` +
    `${entries.join('')}</Properties>`
  );
}
