import { suggestion } from '../config/suggestion.js';
import { Detector } from '../detect/detector.js';
import { scanText } from '../detect/scan-text.js';
import { MARKS } from '../detect/value/fixture.js';
import { GuardError } from '../model/guard-error.js';
import type { Rule } from '../model/rule.js';
import type { BuiltIn } from '../rules/built-in.js';
import { regexEngine } from '../rules/regex-engine.js';
import { Ruleset } from '../rules/ruleset.js';

/**
 * A token of the shape that a rule looks for, which can never be live: all that the shape leaves open is filled with marks, a checksum in it is wrong. It is the same in every run. The guard accepts
 * it in every file, which is tried before it is given out.
 */
export function fixtureOf(id: string, all: BuiltIn): string {
  const rule = all.rules.find((one) => one.id === id);
  if (rule === undefined) {
    const secrets = all.rules.filter(({ kind }) => kind === 'secret');
    const near = suggestion(
      id,
      secrets.map((one) => one.id),
    );
    throw new GuardError('usage', 'There is no such rule.', { hint: near === undefined ? 'npx precommit-guard rules list tells all of them.' : `Did you mean ${near}?` });
  }
  if (rule.kind !== 'secret') throw new GuardError('usage', `${id} looks for no token.`, { hint: 'Fixtures are made for rules about secrets.' });
  const token = rule.syntaxes === undefined ? filled(rule) : 'fixturefixture-not-a-password';
  if (token === undefined || !isAccepted(token, all)) {
    throw new GuardError('usage', `No fixture can be made for ${id}: a token without any room for a mark could be a real one.`, {
      hint: 'Put one together when the test runs, from random characters.',
    });
  }
  return token;
}

function isAccepted(token: string, all: BuiltIn): boolean {
  const detector = new Detector(new Ruleset(all.rules, regexEngine('builtin')), all);
  return [`const token = '${token}';\n`, `TOKEN=${token}\n`, `${token}\n`].every((text) => {
    const source = { path: 'a.txt', bytes: Buffer.from(text), language: 'text', added: { kind: 'all' }, origin: { door: 'file' } } as const;
    return scanText(source, detector).findings.every(({ level }) => level === 'note');
  });
}

function filled({ pattern }: Rule): string | undefined {
  const sample = new Filler(pattern).run();
  return sample !== undefined && new RegExp(pattern).test(` ${sample.whole} `) && sample.secret !== '' ? sample.secret : undefined;
}

/** Writes a text that a pattern of the rules' dialect matches (patterns/README.md), of marks wherever a class of characters leaves the choice. */
class Filler {
  readonly #pattern: string;
  #at = 0;
  #secret = '';

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  run(): { readonly whole: string; readonly secret: string } | undefined {
    const whole = this.#alternatives();
    return this.#at < this.#pattern.length ? undefined : { whole, secret: this.#secret };
  }

  /** Of alternatives the first; the others are passed over. */
  #alternatives(): string {
    const first = this.#sequence();
    const { length } = this.#secret;
    while (this.#pattern[this.#at] === '|') {
      this.#at++;
      this.#sequence();
      if (length > 0) this.#secret = this.#secret.slice(0, length);
    }
    return first;
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== '|' && this.#pattern[this.#at] !== ')') text += this.#repeated();
    return text;
  }

  #repeated(): string {
    const from = this.#at;
    const one = this.#element();
    const source = this.#pattern.slice(from, this.#at);
    const [quantifier, least = '', optional] = /^(?:\{(\d+)(?:,\d*)?\}|(\?))\??/.exec(this.#pattern.slice(this.#at)) ?? [''];
    this.#at += quantifier.length;
    const count = quantifier === '' ? 1 : optional === undefined ? Number(least) : 0;
    if (source.startsWith('(')) return one.repeat(count);
    return run(source, count, one);
  }

  /** A group, a class, an escape or a character; of classes nothing is written here. */
  #element(): string {
    const rest = this.#pattern.slice(this.#at);
    const [group] = /^\((?:\?:|\?<\w+>)?/.exec(rest) ?? [];
    if (group !== undefined) {
      this.#at += group.length;
      const text = this.#alternatives();
      this.#at++;
      if (group === '(?<secret>') this.#secret = text;
      return text;
    }
    const [atom = ''] = /^(?:\[(?:\\.|[^\]\\])*\]|\\x[0-9A-Fa-f]{2}|\\.|[\s\S])/.exec(rest) ?? [];
    this.#at += atom.length;
    if (atom === '\\b' || atom === '\\B') return '';
    return atom.startsWith('[') || /^\\[dw]$/.test(atom) ? '' : (characters(atom)[0] ?? '');
  }
}

/** So many characters of a class: marks, if it has all of theirs. */
function run(source: string, count: number, one: string): string {
  if (source === '\\b' || source === '\\B' || count === 0) return '';
  if (one !== '') return one.repeat(count);
  const members = characters(source);
  const mark = MARKS.find((word) => [...word].every((letter) => members.includes(letter))) ?? members[0] ?? '';
  return mark.repeat(Math.ceil(count / mark.length)).slice(0, count);
}

function characters(source: string): readonly string[] {
  const pattern = new RegExp(`^${source}$`);
  const first = /^\[(\w)/.exec(source)?.[1] ?? ''; // As its author wrote it: "p" of [pousr].
  return [first, ...Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))].filter((letter) => pattern.test(letter));
}
