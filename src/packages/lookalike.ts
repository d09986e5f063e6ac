/** How a name resembles another: it looks the same, has the same words, or differs by a slip of the finger. */
export type Resemblance = 'same look' | 'same words' | 'wrong scope' | 'one letter';

export interface Lookalike {
  readonly meant: string;
  readonly how: Resemblance;
  /** How popular: 0 is the most popular of all. */
  readonly rank: number;
}

/** A slip is looked for among names of this length and more, and among this many: shorter and rarer names lie near many honest ones. */
const LEAST_LENGTH = 5;
const FAMOUS = 5000;

/** Letters of other scripts, digits and pairs that look like Latin letters. https://www.unicode.org/reports/tr39/#Confusable_Detection */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/[аàáâãäåāăąɑα]/g, 'a'],
  [/[еèéêëēĕėęě]/g, 'e'],
  [/[оòóôõöōŏőοσ]/g, 'o'],
  [/[рρ]/g, 'p'],
  [/[сçćĉċčϲ]/g, 'c'],
  [/[уýÿŷγ]/g, 'y'],
  [/[хχ]/g, 'x'],
  [/[іìíîïĩīĭįıι]/g, 'i'],
  [/[ѕśŝşš]/g, 's'],
  [/[ԁďđ]/g, 'd'],
  [/[ո]/g, 'n'],
  [/[к]/g, 'k'],
  [/[т]/g, 't'],
  [/[м]/g, 'm'],
  [/[Ьь]/g, 'b'],
  [/[һ]/g, 'h'],
  [/0/g, 'o'],
  [/[1|]/g, 'l'],
  [/5/g, 's'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
];

/** What in an ASCII name looks like something else. */
const DISGUISES = /[015|]|rn|vv/;

function lookOf(name: string): string {
  let look = name.toLowerCase();
  for (const [like, letter] of LOOKS) look = look.replace(like, letter);
  return look;
}

/** The popular names, laid out for the question which of them another could be taken for: a scan may ask it of thousands. */
export class Lookalikes {
  readonly #popular: readonly string[];
  /** Of the famous ones: by length, and those with a scope or a group, each the most popular first. */
  readonly #ofLength = new Map<number, number[]>();
  readonly #scoped: number[] = [];
  /** Popular names that look like something else, by what they look like. */
  #disguised: Map<string, number> | undefined;

  /** @param popular the most popular first. */
  constructor(popular: readonly string[]) {
    this.#popular = popular;
    for (let rank = 0; rank < Math.min(FAMOUS, popular.length); rank++) {
      const name = popular[rank] as string;
      const same = this.#ofLength.get(name.length);
      if (same === undefined) this.#ofLength.set(name.length, [rank]);
      else same.push(rank);
      if (name.startsWith('@') || name.includes(':')) this.#scoped.push(rank);
    }
  }

  /** The popular name that `name` could be taken for. Names that end in another number, plural or well-known ending are honest neighbours. */
  nearest(name: string): Lookalike | undefined {
    const words = wordsOf(name);
    const [scope, base] = name.startsWith('@') ? (name.split('/') as [string, string | undefined]) : [undefined, name];
    const found = [
      this.#told('same look', this.#lookingLike(name)),
      words.length > 1 && scope === undefined ? this.#first('same words', this.#ofLength.get(name.length), (other) => sameWords(words, other)) : undefined,
      this.#first('wrong scope', this.#scoped, (other) => isWrongScope(scope, base, other)),
    ].filter((one) => one !== undefined);
    if (found.length > 0) return found.reduce((one, other) => (other.rank < one.rank ? other : one));
    if (base === undefined || base.length < LEAST_LENGTH) return undefined;
    const slips = [-1, 0, 1].map((more) => this.#first('one letter', this.#ofLength.get(name.length + more), (other) => isSlip(name, other))).filter((one) => one !== undefined);
    return slips.length === 0 ? undefined : slips.reduce((one, other) => (other.rank < one.rank ? other : one));
  }

  /** The rank of the first name that looks as this one does without its disguise, if it wears any. */
  #lookingLike(name: string): number | undefined {
    const look = lookOf(name);
    if (name.length < LEAST_LENGTH || look === name.toLowerCase()) return undefined;
    if (this.#disguised === undefined) {
      this.#disguised = new Map();
      for (const [rank, other] of this.#popular.entries()) {
        if (!DISGUISES.test(other)) continue;
        const theirs = lookOf(other);
        if (!this.#disguised.has(theirs)) this.#disguised.set(theirs, rank);
      }
    }
    const plain = this.#popular.indexOf(look);
    const disguised = this.#disguised.get(look);
    return plain < 0 ? disguised : Math.min(plain, disguised ?? plain);
  }

  #first(how: Resemblance, ranks: readonly number[] | undefined, is: (other: string) => boolean): Lookalike | undefined {
    return this.#told(
      how,
      ranks?.find((rank) => is(this.#popular[rank] as string)),
    );
  }

  #told(how: Resemblance, rank: number | undefined): Lookalike | undefined {
    return rank === undefined ? undefined : { meant: this.#popular[rank] as string, how, rank };
  }
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[-_.]/);
}

function sameWords(words: readonly string[], other: string): boolean {
  const others = wordsOf(other);
  return others.length === words.length && [...words].sort().join(' ') === [...others].sort().join(' ');
}

/** `@types-node/x` for `@types/x` and the like: the scope a slip, or written into the name. In a coordinate of Maven's, a known artifact of another group. */
function isWrongScope(scope: string | undefined, base: string | undefined, other: string): boolean {
  const colon = other.indexOf(':');
  if (colon > 0) return base?.endsWith(other.slice(colon)) === true && relatedGroups(base.slice(0, base.length - other.length + colon), other.slice(0, colon));
  if (!other.startsWith('@')) return false;
  const [theirs = '', name] = other.split('/');
  if (scope === undefined) return base !== undefined && base.length >= 8 && base === `${theirs.slice(1)}-${name}` && theirs !== '@types';
  return name === base && theirs !== scope && theirs.length >= LEAST_LENGTH && isSlip(scope, theirs);
}

/** One is the other with less or more behind it, or differs by a slip. */
function relatedGroups(group: string, theirs: string): boolean {
  return group !== theirs && (theirs.startsWith(`${group}.`) || group.startsWith(`${theirs}.`) || isSlip(group, theirs));
}

/** One letter more, less, other, or two swapped; what differs in a number alone, or by a plural, is another version or honest. */
function isSlip(name: string, other: string): boolean {
  const difference = name.length - other.length;
  if (difference > 1 || difference < -1) return false;
  let from = 0;
  while (from < name.length && name.charCodeAt(from) === other.charCodeAt(from)) from++;
  let left = name.length;
  let right = other.length;
  while (left > from && right > from && name.charCodeAt(left - 1) === other.charCodeAt(right - 1)) {
    left--;
    right--;
  }
  const mine = name.slice(from, left);
  const theirs = other.slice(from, right);
  const changed = mine + theirs;
  if (changed === '' || /\d/.test(changed)) return false;
  if (mine.length <= 1 && theirs.length <= 1) {
    // "color" and "colors", "react" and "preact" (a letter before), "koa-x" and "koax" are told apart by their makers.
    return !(changed === 's' && Math.max(left, right) === Math.max(name.length, other.length)) && from > 0;
  }
  return mine.length === 2 && theirs.length === 2 && mine[0] === theirs[1] && mine[1] === theirs[0];
}
