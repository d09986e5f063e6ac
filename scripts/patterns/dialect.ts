import { type AST, RegExpParser } from '@eslint-community/regexpp';

export interface DialectReport {
  readonly problems: readonly string[];
  /** Upper bound of a match's length. */
  readonly maxLength: number;
}

/** RE2 refuses counts above this. */
const MAX_COUNT = 1000;

const parser = new RegExpParser({ ecmaVersion: 2024 });

export function parsePattern(pattern: string): AST.Pattern {
  return parser.parsePattern(pattern, 0, pattern.length, { unicode: false });
}

/** Checks a pattern against the dialect RE2 and JavaScript share, and bounds the length of its matches. */
export function checkDialect(pattern: string): DialectReport {
  let ast: AST.Pattern;
  try {
    ast = parsePattern(pattern);
  } catch (error) {
    return { problems: [String(error)], maxLength: 0 };
  }
  const problems: string[] = [];
  if (/[^ -~]/.test(pattern)) problems.push('write non-ASCII and control characters as \\xHH');
  if (pattern.includes('[[:')) problems.push('POSIX classes mean something else in JavaScript');
  const maxLength = alternatives(ast.alternatives, problems);
  return { problems, maxLength };
}

function alternatives(list: readonly AST.Alternative[], problems: string[]): number {
  return Math.max(0, ...list.map((one) => one.elements.reduce((sum, element) => sum + element_(element, problems), 0)));
}

function element_(element: AST.Element, problems: string[]): number {
  switch (element.type) {
    case 'Assertion':
      if (element.kind !== 'word') problems.push(`${element.raw}: only \\b and \\B may be asserted`);
      return 0;
    case 'Backreference':
      problems.push(`${element.raw}: no back-references`);
      return 0;
    case 'CapturingGroup':
      if (element.name !== null && element.name !== 'secret') problems.push(`${element.raw}: the only named group is "secret"`);
      return alternatives(element.alternatives, problems);
    case 'Group':
      return alternatives(element.alternatives, problems);
    case 'Quantifier':
      return quantifier(element, problems);
    case 'CharacterSet':
      characterSet(element, problems);
      return 1;
    case 'CharacterClass':
      for (const part of element.elements) {
        if (part.type === 'CharacterSet') characterSet(part, problems);
        if (part.type === 'Character' && part.raw === '\\b') problems.push(`${element.raw}: \\b in a class is a backspace`);
      }
      return 1;
    case 'Character':
      if (/^\\[A-Za-z]/.test(element.raw) && !/^\\(?:[ntrfv]|x[0-9A-Fa-f]{2})$/.test(element.raw)) {
        problems.push(`${element.raw}: this escape differs between the engines`);
      }
      return 1;
    default:
      problems.push(`${element.raw}: not in the dialect`);
      return 0;
  }
}

function characterSet(set: AST.CharacterSet, problems: string[]): void {
  if (set.kind !== 'digit' && set.kind !== 'word') problems.push(`${set.raw}: write an explicit class`);
}

function quantifier(element: AST.Quantifier, problems: string[]): number {
  const inner = element_(element.element, problems);
  if (!Number.isFinite(element.max)) {
    problems.push(`${element.raw}: every repeat needs an upper bound`);
    return inner;
  }
  if (element.max > MAX_COUNT) problems.push(`${element.raw}: no bound above ${MAX_COUNT}`);
  if (element.max > 1 && isGroup(element.element)) ambiguity(element, element.element, problems);
  return inner * element.max;
}

export function isGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
  return element.type === 'Group' || element.type === 'CapturingGroup';
}

/** A repeated group must begin with something that its own variable end cannot eat, else JavaScript tries every split. */
function ambiguity(repeat: AST.Quantifier, group: AST.Group | AST.CapturingGroup, problems: string[]): void {
  const heads = group.alternatives.map((one) => firstSet(one));
  const tails = group.alternatives.map((one) => tailSet(one));
  if (group.alternatives.some((one) => one.elements.every((element) => minLength(element) === 0))) {
    problems.push(`${repeat.raw}: a repeated group must not match emptiness`);
    return;
  }
  if (tails.some((tail) => heads.some((head) => intersects(tail, head)))) {
    problems.push(`${repeat.raw}: the group's end can be confused with its beginning`);
  }
}

function minLength(element: AST.Element): number {
  switch (element.type) {
    case 'Quantifier':
      return element.min * minLength(element.element);
    case 'Group':
    case 'CapturingGroup':
      return Math.min(...element.alternatives.map((one) => one.elements.reduce((sum, part) => sum + minLength(part), 0)));
    case 'Assertion':
      return 0;
    default:
      return 1;
  }
}

/** A map of 256 bytes. */
type CharSet = Uint8Array;

function firstSet(alternative: AST.Alternative): CharSet {
  const set = new Uint8Array(256);
  for (const element of alternative.elements) {
    add(set, leading(element));
    if (minLength(element) > 0) break;
  }
  return set;
}

/** What the variable repeats at the end of an alternative can eat. */
function tailSet(alternative: AST.Alternative): CharSet {
  const set = new Uint8Array(256);
  for (const element of [...alternative.elements].reverse()) {
    if (isGroup(element)) for (const one of element.alternatives) add(set, tailSet(one));
    if (element.type === 'Quantifier' && element.min !== element.max) add(set, every(element.element));
    if (minLength(element) > 0) break;
  }
  return set;
}

function leading(element: AST.Element): CharSet {
  if (element.type === 'Quantifier') return leading(element.element);
  if (!isGroup(element)) return every(element);
  const set = new Uint8Array(256);
  for (const one of element.alternatives) add(set, firstSet(one));
  return set;
}

function every(element: AST.Element): CharSet {
  const set = new Uint8Array(256);
  switch (element.type) {
    case 'Quantifier':
      return every(element.element);
    case 'Group':
    case 'CapturingGroup':
      for (const one of element.alternatives) for (const part of one.elements) add(set, every(part));
      return set;
    case 'Assertion':
      return set;
    default:
      return bytesOf(element);
  }
}

const known = new Map<string, CharSet>();

/** What a single character, class or set takes. */
export function bytesOf({ raw }: AST.Element): CharSet {
  let set = known.get(raw);
  if (set === undefined) {
    const one = new RegExp(`^${raw}$`);
    set = Uint8Array.from({ length: 256 }, (_, code) => Number(one.test(String.fromCharCode(code))));
    known.set(raw, set);
  }
  return set;
}

function add(into: CharSet, from: CharSet): void {
  for (let code = 0; code < 256; code++) into[code] = (into[code] ?? 0) | (from[code] ?? 0);
}

function intersects(a: CharSet, b: CharSet): boolean {
  return a.some((on, code) => on === 1 && b[code] === 1);
}
