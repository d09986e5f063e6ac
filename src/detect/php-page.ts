import type { Extent } from './call.js';
import type { Candidate } from './candidate.js';
import { islandsOf, withoutIslands } from './islands.js';
import { pageOf, type Script } from './markup.js';
import { TextView } from './text-view.js';

/** A page of PHP as a browser gets it: the same length, with spaces in place of PHP's own code. */
export class PhpPage {
  readonly view: TextView;
  readonly #scripts: readonly Script[];
  readonly #islands: readonly Extent[];

  constructor(view: TextView) {
    const islands = islandsOf(view.text);
    const text = withoutIslands(view.text, islands);
    this.view = new TextView({ path: view.path, bytes: Buffer.from(text, 'latin1'), language: 'html', added: view.added });
    this.#scripts = pageOf(text, 'html', islands.extents[0]?.start).scripts;
    this.#islands = islands.extents;
  }

  /** May the candidate stand? A rule for what a browser runs in a script alone, one for PHP's own code in none. */
  admits({ rule, start }: Candidate): boolean {
    if (rule.kind !== 'insecure-code' || rule.languages === undefined) return true;
    const isPhp = rule.languages.includes('php');
    if (isPhp && rule.languages.includes('html')) return true;
    const script = holding(this.#scripts, start);
    if (script === undefined || holding(this.#islands, start) !== undefined) return isPhp;
    return !isPhp && !script.data;
  }
}

/** Which of the sorted, disjoint extents holds the offset? */
function holding<One extends Extent>(extents: readonly One[], offset: number): One | undefined {
  let low = 0;
  let high = extents.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((extents[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = extents[low];
  return found !== undefined && found.start <= offset ? found : undefined;
}
