/** What a code means to a steward: what it is called, how it comes about, what to do. */
export interface CodeText {
  title: string;
  cause: string;
  remedy: string;
}
