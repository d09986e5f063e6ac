import { lowered } from '../candidate.js';
import { LINES_BACK } from '../flow/outline.js';
import type { TextView } from '../text-view.js';
import type { Refinement } from './refinement.js';

/** As far as a call reaches (`call.ts`). */
const LINES_OF_CALL = 8;
/** What gives a value to uses in other functions, however far away. */
const GIVES_BACK = /\breturn\b|\byield\b|=>/;
const givesBack = new WeakMap<TextView, boolean>();

/**
 * The author answers for the lines this change adds. What only moved with a renamed file is old news: still said, one level lower. A use whose value is followed stays for now where a new line may
 * have given it its value, which `flow` finds out.
 */
export const addedLines: Refinement = (candidate, view) => {
  if (view.isAdded(candidate.start, candidate.end)) return candidate;
  if (view.added.kind === 'moved') return lowered(candidate, 'it moved here with a renamed file and was committed before');
  return candidate.rule.flow !== undefined && mayBeGiven(view, candidate.start) ? { ...candidate, old: true } : undefined;
};

/** May a new line be on the way of a value that is used at `offset`? */
function mayBeGiven(view: TextView, offset: number): boolean {
  const { lines, bytes } = view;
  const line = lines.lineAt(offset);
  const first = lines.startOf(Math.max(1, line - LINES_BACK));
  const last = Math.min(bytes.length, lines.startOf(line + LINES_OF_CALL + 1));
  return view.isAdded(first, last) || isGivenBack(view);
}

function isGivenBack(view: TextView): boolean {
  if (view.added.kind === 'all') return true;
  let known = givesBack.get(view);
  if (known === undefined) {
    known = view.added.ranges.some(({ first, last }) => GIVES_BACK.test(view.text.slice(view.lines.startOf(first), view.lines.startOf(last + 1))));
    givesBack.set(view, known);
  }
  return known;
}
