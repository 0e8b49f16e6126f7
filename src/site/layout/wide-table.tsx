import type { ComponentChildren, JSX } from 'preact';

/** A table that may be wider than the window: it moves by itself, with the keyboard too, and the page stays where it is. */
export function WideTable({ labelledBy, children }: { labelledBy: string; children: ComponentChildren }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must reach what is hidden to the side (WCAG 2.1.1)
    <div class="scroll" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </div>
  );
}
