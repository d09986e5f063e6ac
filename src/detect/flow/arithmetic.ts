/** What an expression of constants comes to. */
export type Value = number | string | boolean;

const TOKEN = /[ \t\r\n]*(?:(\d{1,9})(?![\w.])|'((?:[^'\\\n])*)'|"((?:[^"\\\n])*)"|([A-Za-z_$][\w$]*)|([<>=!]==?|&&|\|\||[<>!()+\-*/%]))/y;
const MOST_TOKENS = 40;

/** The operators that stand between two operands, from those that bind least. */
const LEVELS: readonly Readonly<Record<string, (a: Value, b: Value) => Value | undefined>>[] = [
  { '||': (a, b) => (isTruth(a) && isTruth(b) ? a || b : undefined), or: (a, b) => (isTruth(a) && isTruth(b) ? a || b : undefined) },
  { '&&': (a, b) => (isTruth(a) && isTruth(b) ? a && b : undefined), and: (a, b) => (isTruth(a) && isTruth(b) ? a && b : undefined) },
  { '==': same, '===': same, '!=': other, '!==': other },
  { '<': numbers((a, b) => a < b), '>': numbers((a, b) => a > b), '<=': numbers((a, b) => a <= b), '>=': numbers((a, b) => a >= b) },
  { '+': numbers((a, b) => a + b), '-': numbers((a, b) => a - b) },
  // Whether a division of whole numbers cuts off depends on the language, so only what leaves nothing over is worked out; a remainder of what is not negative is the same in all.
  { '*': numbers((a, b) => a * b), '/': numbers((a, b) => (a % b === 0 ? a / b : undefined)), '%': numbers((a, b) => (a >= 0 && b > 0 ? a % b : undefined)) },
];

/**
 * Works out an expression of whole numbers, texts and truths, as nearly all languages write it. Undefined where it holds anything else.
 *
 * @param standsFor what a name stands for.
 * @param cutsOff a division of whole numbers leaves out what is left over.
 */
export function valueOfExpression(code: string, standsFor: (name: string) => Value | undefined, cutsOff = false): Value | undefined {
  const tokens = tokensOf(code, standsFor);
  if (tokens === undefined) return undefined;
  let at = 0;
  const operand = (): Value | undefined => {
    const token = tokens[at++];
    if (token === undefined) return undefined;
    if (!('sign' in token)) return token.value;
    if (token.sign === '(') {
      const inner = level(0);
      return isSign(tokens[at++], ')') ? inner : undefined;
    }
    const inner = '-!'.includes(token.sign) ? operand() : undefined;
    if (token.sign === '-') return typeof inner === 'number' ? -inner : undefined;
    return isTruth(inner) ? !inner : undefined;
  };
  const level = (depth: number): Value | undefined => {
    const operators = LEVELS[depth];
    if (operators === undefined) return operand();
    let left = level(depth + 1);
    for (;;) {
      const next = tokens[at];
      const combine = next !== undefined && 'sign' in next ? operators[next.sign] : undefined;
      if (combine === undefined || left === undefined) return left;
      at++;
      const right = level(depth + 1);
      left = right === undefined ? undefined : (combine(left, right) ?? (cutsOff && isSign(next, '/') ? cut(left, right) : undefined));
    }
  };
  const value = level(0);
  return at === tokens.length ? value : undefined;
}

type Token = { readonly value: Value } | { readonly sign: string };

function tokensOf(code: string, standsFor: (name: string) => Value | undefined): Token[] | undefined {
  const tokens: Token[] = [];
  const text = code.trim();
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at; // What a name stands for may be an expression too.
    const match = TOKEN.exec(text);
    if (match === null || tokens.length === MOST_TOKENS) return undefined;
    at = TOKEN.lastIndex;
    const [, number, single, double, name, sign] = match;
    if (number !== undefined) tokens.push({ value: Number(number) });
    else if (single !== undefined || double !== undefined) tokens.push({ value: single ?? double ?? '' });
    else if (sign !== undefined || /^(?:and|or)$/.test(name ?? '')) tokens.push({ sign: sign ?? name ?? '' });
    else {
      const value = /^true$/i.test(name ?? '') ? true : /^false$/i.test(name ?? '') ? false : standsFor(name ?? '');
      if (value === undefined) return undefined;
      tokens.push({ value });
    }
  }
  return tokens;
}

function isSign(token: Token | undefined, sign: string): boolean {
  return token !== undefined && 'sign' in token && token.sign === sign;
}

function isTruth(value: Value | undefined): value is boolean {
  return typeof value === 'boolean';
}

function numbers(combine: (a: number, b: number) => Value | undefined): (a: Value, b: Value) => Value | undefined {
  return (a, b) => (typeof a === 'number' && typeof b === 'number' ? combine(a, b) : undefined);
}

function cut(a: Value, b: Value): Value | undefined {
  return typeof a === 'number' && typeof b === 'number' && b !== 0 ? Math.trunc(a / b) : undefined;
}

function same(a: Value, b: Value): boolean | undefined {
  return typeof a === typeof b ? a === b : undefined;
}

function other(a: Value, b: Value): boolean | undefined {
  return typeof a === typeof b ? a !== b : undefined;
}
