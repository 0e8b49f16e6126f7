/** Names of parts in a package and how they refer to one another (ECMA-376-2, section 6.2). */

/** "xl/worksheets" of "xl/worksheets/sheet1.xml", "" of the package itself. */
const folderOf = (part: string): string => part.slice(0, Math.max(part.lastIndexOf('/'), 0));

/** The part with the relationships of another: "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". */
export function relationshipsPart(part: string): string {
  const folder = folderOf(part);
  const name = part.slice(part.lastIndexOf('/') + 1);
  return `${folder === '' ? '' : `${folder}/`}_rels/${name}.rels`;
}

/** The part that a target means, seen from another part: "../comments1.xml" in "xl/worksheets/sheet1.xml" is "xl/comments1.xml". */
export function targetPart(part: string, target: string): string {
  const names: string[] = [];
  for (const name of (target.startsWith('/') ? target : `${folderOf(part)}/${target}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
