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
}

export type EngineChoice = 'auto' | 're2' | 'builtin';

/** The port to a regular expression engine. Both engines give equal results on our dialect (see patterns/README.md). */
export interface RegexEngine {
  /** Which one it is; undefined while nothing has been compiled. */
  readonly name: 're2' | 'builtin' | undefined;
  /** Compiles a pattern the first time it is asked for. */
  compile(pattern: string): Matcher;
}

const FLAGS = 'dg';
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
    return this.#pattern.exec(text) !== null;
  }
}

function engine(name: 're2' | 'builtin', Pattern: RegExpLike): RegexEngine {
  const compiled = new Map<string, Matcher>();
  return {
    name,
    compile(pattern) {
      let matcher = compiled.get(pattern);
      if (matcher === undefined) {
        matcher = new PatternMatcher(new Pattern(pattern, FLAGS));
        compiled.set(pattern, matcher);
      }
      return matcher;
    },
  };
}

/**
 * RE2 (linear time by construction) where its binary is there, else the built-in RegExp, which the dialect keeps bounded.
 * `re2` insists and throws a GuardError when it cannot be loaded. Loading happens on the first compile, so that a scan
 * without a candidate never pays for it.
 */
export function regexEngine(choice: EngineChoice): RegexEngine {
  if (choice === 'builtin') return engine('builtin', RegExp);
  let loaded: RegexEngine | undefined;
  const load = (): RegexEngine => {
    loaded ??= loadRe2(choice);
    return loaded;
  };
  return {
    get name() {
      return loaded?.name;
    },
    compile: (pattern) => load().compile(pattern),
  };
}

function loadRe2(choice: EngineChoice): RegexEngine {
  try {
    const re2: unknown = createRequire(import.meta.url)('re2');
    if (typeof re2 !== 'function') throw new TypeError('the module re2 exports no constructor');
    return engine('re2', re2 as RegExpLike);
  } catch (cause) {
    if (choice === 'auto') return engine('builtin', RegExp);
    throw new GuardError('engine', 'The engine re2 cannot be loaded.', {
      hint: 'Install the optional dependency re2 (npm rebuild re2), or use --engine builtin, which finds the same.',
      cause,
    });
  }
}
