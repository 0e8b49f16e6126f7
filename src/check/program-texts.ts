import ar from './explanations/ar.json' with { type: 'json' };
import de from './explanations/de.json' with { type: 'json' };
import es from './explanations/es.json' with { type: 'json' };
import fr from './explanations/fr.json' with { type: 'json' };
import pt from './explanations/pt.json' with { type: 'json' };
import ru from './explanations/ru.json' with { type: 'json' };
import zh from './explanations/zh.json' with { type: 'json' };

/** The texts of the program in one language. */
export interface ProgramTexts {
  kinds: Readonly<Record<string, string>>; // titles of the groups of codes, by English title
  shape: readonly string[]; // cause and remedy of all shapes
  remedies: Readonly<Record<string, string>>; // of all codes of a group that have no other, by English title of the group
  texts: Readonly<Record<string, readonly string[]>>; // title, cause and, if it is not the one of the group, remedy, by code
}

/** The translations of problem-codes.json and of the rules that ship with the program. */
export const programTexts: Readonly<Record<string, ProgramTexts>> = { ar, de, es, fr, pt, ru, zh };
