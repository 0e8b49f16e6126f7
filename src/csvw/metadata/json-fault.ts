import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';

/** The words for the codes of jsonc-parser. */
const faults: Record<string, string> = {
  InvalidSymbol: 'Unexpected text',
  InvalidNumberFormat: 'Invalid number',
  PropertyNameExpected: 'Expected a property name in double quotes',
  ValueExpected: 'Expected a value',
  ColonExpected: 'Expected ":" after the property name',
  CommaExpected: 'Expected ","',
  CloseBraceExpected: 'Expected "}"',
  CloseBracketExpected: 'Expected "]"',
  EndOfFileExpected: 'Unexpected text after the end',
  InvalidCommentToken: 'Comments are not allowed',
  UnexpectedEndOfComment: 'Comments are not allowed',
  UnexpectedEndOfString: 'Unterminated string',
  UnexpectedEndOfNumber: 'Unterminated number',
  InvalidUnicode: 'Invalid escape sequence',
  InvalidEscapeCharacter: 'Invalid escape sequence',
  InvalidCharacter: 'Unescaped line end or control character in a string',
};

/** Returns why a text is not JSON, with line and column. All engines give the same words, unlike `JSON.parse`. */
export function jsonFault(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return 'invalid syntax';
  const before = text.slice(0, first.offset).split('\n');
  const place = `(line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
  return `${faults[printParseErrorCode(first.error)]} ${place}`;
}
