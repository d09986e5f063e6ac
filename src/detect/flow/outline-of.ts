import type { TextView } from '../text-view.js';
import type { FlowLanguage } from './flow-language.js';
import { Outline } from './outline.js';

const outlines = new WeakMap<TextView, Outline>();

/** The outline of a text, made when it is first asked for. */
export function outlineOf(view: TextView, language: FlowLanguage): Outline {
  let outline = outlines.get(view);
  if (outline === undefined) {
    outline = new Outline(view, language);
    outlines.set(view, outline);
  }
  return outline;
}
