// Regular expressions of the program and of its rules: which can a short text keep busy? Walks each, repeats what it repeats, spoils the end, and times it.
//   npm run bench:growth -- regexps [SEED]        (random texts: another seed, other texts)
import { readdirSync, readFileSync } from 'node:fs';
import { RegExpParser } from '@eslint-community/regexpp';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { PROJECT } from '../support/core.mjs';
import { core } from './measure.mjs';

/** Milliseconds that texts are tried on one expression, and that one of these may take. */
const EACH = 100;
const ASKED = 4;
/** Bytes of a text: most expressions are asked about lines, windows and statements. */
const LONGEST = 1500;
/** Written in AssemblyScript. */
const ENGINE = 'engine/';
const FILLERS = [' ', 'a', '1', '(', '.', '*', ',', '=', '\n', '"'];
const ENDS = ['', '\u0001', '#', 'x', '\n', ' '];

function literalsIn(file) {
  const found = [];
  const visit = (node) => {
    if (typeof node !== 'object' || node === null) return;
    if ('regex' in node) found.push({ source: node.regex.pattern, flags: node.regex.flags, place: file });
    else for (const part of Object.values(node)) visit(part);
  };
  const { code } = transformSync(readFileSync(`${PROJECT}/src/${file}`, 'utf8'), { loader: 'ts' });
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
}

function expressions() {
  const files = readdirSync(`${PROJECT}/src`, { recursive: true }).filter((name) => name.endsWith('.ts') && !name.startsWith(ENGINE) && !name.includes('generated'));
  const { rules } = core.readRules(`${PROJECT}/patterns`);
  const ofRules = rules.flatMap(({ rule }) => [rule.pattern, rule.below, rule.lacks].filter(Boolean).map((source) => ({ source, flags: '', place: rule.id })));
  return [...files.flatMap(literalsIn), ...ofRules].filter(({ source, flags }) => /[*+{]/.test(source) && !/[uv]/.test(flags));
}

/** Random texts that an expression takes for the most part. */
class Texts {
  #seed;
  #chars = new Map();
  #ast;
  #flags;

  constructor(source, flags, seed) {
    this.#ast = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: false });
    this.#flags = flags.replace(/[gy]/g, '');
    this.#seed = seed;
  }

  next() {
    this.filler = this.#oneOf(FILLERS);
    const most = this.#oneOf([30, 100, 300]);
    const whole = this.#alternative(this.#ast.alternatives, most);
    const begun = this.#number() < 0.6 ? whole.slice(0, Math.max(1, Math.floor(whole.length * (0.5 + this.#number() / 2)))) : whole;
    const text = begun + this.#oneOf(ENDS);
    return (this.#number() < 0.2 ? text.repeat(3) : text).slice(0, LONGEST);
  }

  #number() {
    this.#seed = (Math.imul(this.#seed, 1103515245) + 12345) & 0x7fffffff;
    return this.#seed / 0x7fffffff;
  }

  #oneOf(list) {
    return list[Math.min(list.length - 1, Math.floor(this.#number() * list.length))];
  }

  #alternative(all, most) {
    return this.#oneOf(all)
      .elements.map((element) => this.#element(element, most))
      .join('');
  }

  #element(element, most) {
    if (element.type === 'Assertion') return element.kind === 'lookahead' && !element.negate && this.#number() < 0.3 ? this.#alternative(element.alternatives, most) : '';
    if (element.type === 'Group' || element.type === 'CapturingGroup') return this.#alternative(element.alternatives, most);
    if (element.type === 'Backreference') return '';
    if (element.type === 'Quantifier') return this.#repeated(element, most);
    const chars = this.#charsOf(element.raw);
    return chars.includes(this.filler) ? this.filler : this.#oneOf([...chars]);
  }

  #repeated({ element, min, max }, most) {
    const upper = Math.max(min, Math.min(max, most));
    const count = Math.min(400, this.#oneOf([min, upper, upper, Math.floor(min + this.#number() * (upper - min + 1))]));
    const same = this.#number() < 0.7;
    let text = '';
    let piece;
    for (let turn = 0; turn < count && text.length < LONGEST; turn++) {
      if (!same || piece === undefined) piece = this.#element(element, Math.min(most, 8));
      text += piece;
    }
    return text;
  }

  #charsOf(raw) {
    let chars = this.#chars.get(raw);
    if (chars === undefined) {
      const one = new RegExp(`^(?:${raw})$`, this.#flags);
      chars = ['\n', ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))].filter((char) => one.test(char)).join('') || 'a';
      this.#chars.set(raw, chars);
    }
    return chars;
  }
}

function timeOf(expression, text) {
  expression.lastIndex = 0;
  const begun = performance.now();
  expression.exec(text);
  return performance.now() - begun;
}

/** The longest that any text found took, and that text. */
function slowest({ source, flags }, seed) {
  const expression = new RegExp(source, flags);
  const texts = new Texts(source, flags, seed);
  let [ms, text] = [0, ''];
  for (const until = performance.now() + EACH; performance.now() < until; ) {
    const next = texts.next();
    const taken = timeOf(expression, next);
    if (taken > ms) [ms, text] = [taken, next];
  }
  // The first time an expression is compiled, and another program may have had the core.
  return { ms: Math.min(ms, timeOf(expression, text)), text };
}

export function reportRegexps(seed = 1) {
  const all = expressions();
  const rows = all.map((one) => ({ ...one, ...slowest(one, seed) })).sort((a, b) => b.ms - a.ms);
  const over = rows.filter(({ ms }) => ms > ASKED);
  console.log(`expressions: ${all.length}, seed ${seed}, ${over.length} beyond ${ASKED} ms for a text of at most ${LONGEST} bytes`);
  for (const { ms, place, source, text } of rows.slice(0, Math.max(5, over.length)))
    console.log(`${ms.toFixed(1)} ms  ${place}\n  ${source.slice(0, 160)}\n  ${JSON.stringify(text.slice(0, 160))}`);
}
