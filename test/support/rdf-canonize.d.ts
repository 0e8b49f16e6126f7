declare module 'rdf-canonize' {
  export const NQuads: { parse(text: string): object[] };
  export function canonize(dataset: object[], options: { algorithm: 'RDFC-1.0'; format: string }): Promise<string>;
}
