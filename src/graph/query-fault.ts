/** What the engine says of a query that it cannot read or answer. */
export interface QueryFault {
  message: string;
  line?: number; // from 1
  column?: number;
}

/** Takes the place out of what the engine says: "error at 3:12: expected one of "(", FILTER, ['a' ..= 'z']". */
export function readFault(text: string): QueryFault {
  const [, line, column, wanted] = /^error at (\d+):(\d+): (.*)$/s.exec(text) ?? [];
  if (wanted === undefined) return { message: shortened(text) };
  return { message: shortened(readWanted(wanted)), line: Number(line), column: Number(column) };
}

/** Of all that might have stood there, what is a sentence ("Prefix not found"), else the words and signs. */
function readWanted(text: string): string {
  const list = text.replace(/^expected (?:one of )?/, '');
  const items = [...list.matchAll(/"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,"[\]]+/g)].map(([item]) => item.trim());
  const sentences = items.filter((item) => /^[A-Z].*[a-z] /s.test(item));
  if (sentences.length > 0) return sentences.join('; ');
  const words = items.filter((item) => item !== '' && !item.startsWith('['));
  return words.length > 0 ? `expected ${words.join(' ')}` : 'something in it is not allowed where it stands';
}

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
