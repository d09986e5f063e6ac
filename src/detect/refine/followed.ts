import { type Candidate, lowered } from '../candidate.js';
import { doneFor } from '../flow/read.js';
import type { TextView } from '../text-view.js';

/** So many values of a text are followed back: more stand in no file that a person wrote, and each takes time. */
export const MOST_FOLLOWED = 2000;
/** The same in bytes, of calls and of the expressions that they lead to: three times what the longest lists of calls have that were seen (a standard library's tests of its regular expressions: 784 calls, 38 kB). */
export const MOST_FOLLOWED_BYTES = 128 * 1024;
/** The same in names that are looked up on the way: five times the most that were seen. */
export const MOST_LOOKS = 4000;

export interface Followed {
  values: number;
  bytes: number;
  looks: number;
}

const ofNew = new WeakMap<TextView, Followed>();
/** Of uses on lines that are not new: they take nothing from the others. */
const ofOld = new WeakMap<TextView, Followed>();

/** What was followed in a text until now, for uses on new lines or on old ones. */
export function followedFor(view: TextView, { old }: Candidate): Followed {
  const all = old === true ? ofOld : ofNew;
  let one = all.get(view);
  if (one === undefined) {
    one = { values: 0, bytes: 0, looks: 0 };
    all.set(view, one);
  }
  return one;
}

/** Runs what follows values, and counts what it reads and looks up. */
export function counting<Found>(view: TextView, followed: Followed, run: () => Found): Found {
  const before = doneFor(view);
  const found = run();
  const after = doneFor(view);
  followed.bytes += after.bytes - before.bytes;
  followed.looks += after.looks - before.looks;
  return found;
}

export function isEnough({ values, bytes, looks }: Followed): boolean {
  return values >= MOST_FOLLOWED || bytes >= MOST_FOLLOWED_BYTES || looks >= MOST_LOOKS;
}

/** Were so many values of a text followed that no more are? Then what rules about values find is a level lower. */
export function followsNoMore(view: TextView): boolean {
  const followed = ofNew.get(view);
  return followed !== undefined && isEnough(followed);
}

export function notFollowed(candidate: Candidate): Candidate {
  return { ...lowered(candidate, 'there are too many like it in this file to follow its value'), confidence: 'low' };
}
