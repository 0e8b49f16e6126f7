import { isAt, utf8 } from '../../bytes.js';
import { grouped } from '../../problem.js';
import { limits } from './limits.js';
import { type Reading, refuse } from './reading.js';

const saveAsXlsx = 'open it in Excel or LibreOffice and save it as Excel Workbook (.xlsx)';

/** Judges a file by its size and first bytes, before anything of it is unpacked. */
export function judgeSignature(bytes: Uint8Array, reading: Reading): void {
  const starts = (...signature: number[]): boolean => isAt(bytes, 0, signature);
  if (bytes.length > limits.fileBytes) {
    const message = `the file has ${grouped(bytes.length)} bytes; ${grouped(limits.fileBytes)} are the most that is read`;
    refuse(reading, 'limit', message, 'take out pictures and sheets that are no data, or give the table as CSV');
  } else if (bytes.length === 0) {
    refuse(reading, 'format', 'the file is empty', 'put the workbook itself there');
  } else if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    judgeCompoundFile(bytes, reading);
  } else if (!starts(0x50, 0x4b)) {
    judgeOther(bytes, reading);
  }
}

/** "EncryptedPackage" in UTF-16. */
const encryptedPackage = [...utf8('EncryptedPackage')].flatMap((byte) => [byte, 0]);

function includes(bytes: Uint8Array, pattern: number[]): boolean {
  const first = pattern[0] as number;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (isAt(bytes, at, pattern)) return true;
  return false;
}

/** A compound file is a workbook of Excel 97 to 2003, or the envelope of one that has a password. */
function judgeCompoundFile(bytes: Uint8Array, reading: Reading): void {
  if (includes(bytes, encryptedPackage))
    refuse(
      reading,
      'archive',
      'the workbook is protected by a password',
      'open it with its password, take that off (File, Info, Protect Workbook, Encrypt with Password) and save it',
    );
  else refuse(reading, 'format', 'this is a file of Excel 97–2003 (.xls), whatever its name says', saveAsXlsx);
}

function judgeOther(bytes: Uint8Array, reading: Reading): void {
  if (isText(bytes.subarray(0, 4096)))
    refuse(
      reading,
      'magic',
      'the file is named as a workbook and is plain text inside, such as CSV',
      `rename it to .csv, or ${saveAsXlsx}`,
    );
  else refuse(reading, 'format', 'this is no workbook, whatever its name says', saveAsXlsx);
}

/** Text has no control characters but tabs and line ends; in UTF-16 it begins with a byte order mark. */
function isText(head: Uint8Array): boolean {
  const mark = head.length >= 2 ? ((head[0] as number) << 8) | (head[1] as number) : 0;
  return mark === 0xfffe || mark === 0xfeff || head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
