import { cellXml } from './text.js';

/** The texts that cells refer to by their number (ISO/IEC 29500-1, section 18.4): each is written once. */
export function createTexts(): { textIndex(text: string): number; textsXml(): string } {
  const indexes = new Map<string, number>();
  let uses = 0;
  return {
    textIndex(text) {
      uses++;
      const index = indexes.get(text) ?? indexes.size;
      indexes.set(text, index);
      return index;
    },
    textsXml: () =>
      '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
      `count="${uses}" uniqueCount="${indexes.size}">` +
      `${[...indexes.keys()].map((text) => `<si><t xml:space="preserve">${cellXml(text)}</t></si>`).join('')}</sst>`,
  };
}
