import type { JSX } from 'preact';
import type { Severity } from '../../problem.js';
import type { View } from '../view.js';

/** How grave a problem is. */
export const SeverityMark = ({ view, severity }: { view: View; severity: Severity }): JSX.Element => (
  <span class={`severity severity-${severity}`}>{view.words[severity]}</span>
);
