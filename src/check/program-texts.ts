/** The translations of problem-codes.json and of the rules that ship with the program. */
export const programTexts: Readonly<Record<string, ProgramTexts>> = {};

/** The texts of the program in one language. */
export interface ProgramTexts {
  kinds: Record<string, string>; // titles of the groups of codes, by English title
  shape: string[]; // cause and remedy of all shapes
  texts: Record<string, string[]>; // title, cause and remedy, by code
}
