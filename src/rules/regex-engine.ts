import { createRequire } from 'node:module';
import { GuardError } from '../model/guard-error.js';

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
  const compiled = new Map<string, Matcher>();
  return {
    name,
    fresh,
    compile(pattern) {
      let matcher = compiled.get(pattern);
      if (matcher === undefined) {
        matcher = fresh(pattern);
        compiled.set(pattern, matcher);
      }
      return matcher;
    },
  };
}

/**
 * `auto` begins every pattern on the built-in RegExp, whose compiling costs a hundredth of RE2's, and hands it to RE2 (linear time by construction) once it has searched
 * more than a commit's worth of text: a hook pays for no engine it does not need, and no input can make the backtracking engine work for long. Where RE2's binary is missing
 * the built-in one goes on, which the dialect keeps bounded. `re2` insists and throws a GuardError when it cannot be loaded.
 */
export function regexEngine(choice: EngineChoice): RegexEngine {
  const builtin = engine('builtin', RegExp);
  if (choice === 'builtin') return builtin;
  let re2: PlainEngine | 'missing' | undefined;
  const load = (): PlainEngine | undefined => {
    re2 ??= loadRe2(choice) ?? 'missing';
    return re2 === 'missing' ? undefined : re2;
  };
  const compiled = new Map<string, Matcher>();
  const held: TieredMatcher[] = [];
  return {
    get name() {
      return re2 === 'missing' ? 'builtin' : re2?.name;
    },
    compile(pattern) {
      let matcher = compiled.get(pattern);
      if (matcher === undefined) {
        matcher = choice === 're2' ? (load() ?? builtin).compile(pattern) : new TieredMatcher(builtin.compile(pattern), () => load()?.fresh(pattern), held);
        compiled.set(pattern, matcher);
      }
      return matcher;
    },
  };
}

/** How many characters one pattern searches before it is worth RE2's compiling: some hundred windows. */
const TIER = 64 * 1024;
/** So many patterns are with RE2 at a time: each keeps up to some hundred kilobytes of states, and in a large tree all rules come to be asked. */
const HELD = 100;

class TieredMatcher implements Matcher {
  #current: Matcher;
  readonly #better: () => Matcher | undefined;
  #left = TIER;
  readonly #first: Matcher;
  /** Those that are with RE2, the first of which has been there longest. */
  readonly #held: TieredMatcher[];

  constructor(first: Matcher, better: () => Matcher | undefined, held: TieredMatcher[]) {
    this.#first = first;
    this.#current = first;
    this.#better = better;
    this.#held = held;
  }

  matches(text: string): Match[] {
    return this.#for(text).matches(text);
  }

  test(text: string): boolean {
    return this.#for(text).test(text);
  }

  count(text: string): number {
    return this.#for(text).count(text);
  }

  #for(text: string): Matcher {
    if (this.#left > 0) {
      this.#left -= text.length;
      if (this.#left <= 0) this.#rise();
    }
    return this.#current;
  }

  #rise(): void {
    this.#current = this.#better() ?? this.#current;
    this.#held.push(this);
    const longest = this.#held.length > HELD ? this.#held.shift() : undefined;
    if (longest !== undefined) longest.#fall();
  }

  /** Begins anew. */
  #fall(): void {
    this.#current = this.#first;
    this.#left = TIER;
  }
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
