import { editBytes } from '../../support/edit.js';

/** Half of a pair, written as if it were a character: bytes ED A0 80. */
export default (data: string): void => {
  editBytes(data, 'units.csv', (bytes) => {
    const at = bytes.indexOf('Number') + 3;
    return Buffer.concat([bytes.subarray(0, at), Buffer.of(0xed, 0xa0, 0x80), bytes.subarray(at)]);
  });
};
