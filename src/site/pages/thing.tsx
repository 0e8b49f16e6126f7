import type { JSX } from 'preact';
import { PointingHere } from '../layout/pointing-here.js';
import type { View } from '../view.js';
import { ThingFrame } from './thing-frame.js';

/** Any thing: its names, what is said about it, what refers to it, and the same as data. */
export function ThingPage({ view }: { view: View }): JSX.Element {
  return <ThingFrame view={view} after={<PointingHere view={view} />} />;
}
