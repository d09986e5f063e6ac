import { createRequire } from 'node:module';
import { GuardError } from '../model/guard-error.js';
import { Recent } from './recent.js';
import { TieredMatcher } from './tiered-matcher.js';
import { COPIES, writtenOut } from './written-out.js';

/** Half-open offsets of a match and of its group `secret` (the whole match where a pattern has none). */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly secretStart: number;
  readonly secretEnd: number;
}

/** A compiled pattern. */
export interface Matcher {
  /** All matches in `text`, left to right, not overlapping. */
  matches(text: string): Match[];
  test(text: string): boolean;
  /** How many matches there are: quicker than to ask for them. */
  count(text: string): number;
}

export type EngineChoice = 'auto' | 're2' | 'builtin';

/** The port to a regular expression engine. Both engines give equal results on our dialect (see patterns/README.md). */
export interface RegexEngine {
  /** Which one it is; undefined while it has not come to a choice. */
  readonly name: 're2' | 'builtin' | undefined;
  /** Compiles a pattern the first time it is asked for. */
  compile(pattern: string): Matcher;
}

/** Where a group stands is asked only of patterns that have one: RE2 takes twice as long to say so. */
const flagsOf = (pattern: string): string => (pattern.includes('(?<secret>') ? 'dg' : 'g');
/** V8 interprets a pattern the first time, which often takes longer than compiling it, unless the text is at least this long. */
const LONG_TEXT = '\n'.repeat(1000);
/** Half as many patterns as are kept compiled. */
const KEPT = 256;
type RegExpLike = new (pattern: string, flags: string) => RegExp;

class PatternMatcher implements Matcher {
  readonly #pattern: RegExp;

  constructor(pattern: RegExp) {
    this.#pattern = pattern;
  }

  matches(text: string): Match[] {
    const found: Match[] = [];
    this.#pattern.lastIndex = 0;
    for (let hit = this.#pattern.exec(text); hit !== null; hit = this.#pattern.exec(text)) {
      const start = hit.index;
      const end = start + hit[0].length;
      const [secretStart, secretEnd] = hit.indices?.groups?.['secret'] ?? [start, end];
      found.push({ start, end, secretStart, secretEnd });
      // Below 1.25, node-re2 repeats an empty global match for ever; no rule matches emptiness, but a user's might.
      if (end === start) this.#pattern.lastIndex = end + 1;
    }
    return found;
  }

  test(text: string): boolean {
    this.#pattern.lastIndex = 0;
    return this.#pattern.test(text);
  }

  count(text: string): number {
    let found = 0;
    this.#pattern.lastIndex = 0;
    for (let before = 0; this.#pattern.test(text); before = this.#pattern.lastIndex) {
      found++;
      // Behind an empty match, as above.
      if (this.#pattern.lastIndex === before) this.#pattern.lastIndex = before + 1;
    }
    return found;
  }
}

/** `compile` keeps what it compiles, `fresh` does not. */
interface PlainEngine extends RegexEngine {
  fresh(pattern: string): Matcher;
}

function engine(name: 're2' | 'builtin', Pattern: RegExpLike): PlainEngine {
  const fresh = (pattern: string): Matcher => {
    const made = new Pattern(pattern, flagsOf(pattern));
    if (name === 'builtin') made.exec(LONG_TEXT);
    return new PatternMatcher(made);
  };
  const compiled = new Recent<Matcher>(KEPT);
  return { name, fresh, compile: (pattern) => compiled.get(pattern, fresh) };
}

/**
 * `auto` begins every pattern on the built-in RegExp, which compiles at a hundredth of RE2's cost and finds what near-matches hide ten times as fast, and hands a pattern to RE2 (linear time by
 * construction) when it turns out slow: no input can make the backtracking engine work for long. Where RE2's binary is missing the built-in one goes on, which the dialect keeps bounded. `re2`
 * insists, and throws a GuardError when it cannot be loaded. In neither case does RE2 get a pattern that it would write out as more than `copies` characters
 * and classes.
 */
export function regexEngine(choice: EngineChoice, copies = COPIES): RegexEngine {
  const builtin = engine('builtin', RegExp);
  if (choice === 'builtin') return builtin;
  let re2: PlainEngine | 'missing' | undefined;
  const load = (): PlainEngine | undefined => {
    re2 ??= loadRe2(choice) ?? 'missing';
    return re2 === 'missing' ? undefined : re2;
  };
  const compiled = new Recent<Matcher>(KEPT);
  const held: TieredMatcher[] = [];
  const compile = (pattern: string): Matcher => {
    if (choice === 're2') return (writtenOut(pattern) > copies ? undefined : load()?.fresh(pattern)) ?? builtin.fresh(pattern);
    return new TieredMatcher(builtin.fresh(pattern), () => (writtenOut(pattern) > copies ? undefined : load()?.fresh(pattern)), held);
  };
  return {
    get name() {
      return re2 === 'missing' ? 'builtin' : re2?.name;
    },
    compile: (pattern) => compiled.get(pattern, compile),
  };
}

function loadRe2(choice: EngineChoice): PlainEngine | undefined {
  try {
    const re2: unknown = createRequire(import.meta.url)('re2');
    if (typeof re2 !== 'function') throw new TypeError('the module re2 exports no constructor');
    return engine('re2', re2 as RegExpLike);
  } catch (cause) {
    if (choice === 'auto') return undefined;
    throw new GuardError('engine', 'The engine re2 cannot be loaded.', {
      hint: 'Install the optional dependency re2 (npm rebuild re2), or use --engine builtin, which finds the same.',
      cause,
    });
  }
}
