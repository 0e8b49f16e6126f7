/** What is at an address, and what a server says of it. */
export interface Resource {
  bytes(): Promise<Uint8Array>;
  file: string; // as people know it: "data/links.csv"
  size?: number; // in bytes, where it is known without reading
  path?: string; // where the bytes are, when they are a file's
  link?: string; // the Link header
  contentType?: string; // the Content-Type header
}

/** Gives what is at an address, or undefined when there is nothing. It throws what the system refuses. */
export type Loader = (url: string) => Promise<Resource | undefined>;
