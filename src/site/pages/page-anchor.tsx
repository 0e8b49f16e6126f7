import type { ComponentChildren, JSX } from 'preact';
import type { View } from '../view.js';

interface PageAnchorProps {
  view: View;
  iri: string;
  title?: string | undefined; // what a pointer that rests on it shows
  children: ComponentChildren;
}

/** A link to the page of a thing with words of one's own on it; without a page, the words alone. */
export function PageAnchor({ view, iri, title, children }: PageAnchorProps): JSX.Element {
  const href = view.linkTo(iri);
  if (href === undefined) return <span>{children}</span>;
  return (
    <a href={href} title={title}>
      {children}
    </a>
  );
}
