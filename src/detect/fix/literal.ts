import type { Region } from '../code-mask.js';
import type { TextView } from '../text-view.js';

/** A string literal that holds a secret, and the secret in it. Offsets are bytes of the text, the end exclusive. */
export interface SecretLiteral {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** What stands between the quotes, before the secret and after it. */
  readonly before: string;
  readonly value: string;
  readonly after: string;
  /** The secret is all of it. */
  readonly whole: boolean;
}

/** The literal around a secret; undefined where it opens with anything but one of `quotes`. */
export function literalAround({ text }: TextView, region: Region, secret: { readonly start: number; readonly end: number }, quotes: readonly string[]): SecretLiteral | undefined {
  const written = text.slice(region.start, region.end);
  const quote = quotes.find((one) => written.startsWith(one) && written.endsWith(one) && written.length >= 2 * one.length);
  if (quote === undefined || secret.start < region.start + quote.length || secret.end > region.end - quote.length) return undefined;
  const before = text.slice(region.start + quote.length, secret.start);
  const after = text.slice(secret.end, region.end - quote.length);
  // The quote of a longer form: `"""`.
  if (quote.length === 1 && (before.startsWith(quote) || written.length === 2)) return undefined;
  return { start: region.start, end: region.end, quote, before, value: text.slice(secret.start, secret.end), after, whole: before === '' && after === '' };
}

/** How far back a statement is looked for. */
const LOOK_BACK = 4000;

/** The code of a statement up to `offset`, what is quoted or commented on left out: from the last `;` or brace on. */
export function statementBefore({ text, mask }: TextView, offset: number): string {
  const from = Math.max(0, offset - LOOK_BACK);
  let code = '';
  let end = offset;
  for (let index = mask.firstEndingAfter(offset) - 1; end > from; index--) {
    const region = mask.regions[index];
    const begin = Math.max(from, region?.end ?? 0);
    const piece = text.slice(begin, end);
    const stop = Math.max(piece.lastIndexOf(';'), piece.lastIndexOf('{'), piece.lastIndexOf('}'));
    if (stop >= 0) return piece.slice(stop + 1) + code;
    code = (region?.zone === 'string' ? '""' : ' ') + piece + code;
    if (region === undefined) break;
    end = region.start;
  }
  return code;
}

/** Is a bracket of the statement still open at its end? Gives what stands before the innermost one. */
export function openCall(statement: string): string | undefined {
  let depth = 0;
  for (let at = statement.length - 1; at >= 0; at--) {
    const char = statement[at];
    if (char === ')' || char === ']') depth++;
    else if (char === '(' || char === '[') {
      if (depth === 0) return statement.slice(0, at);
      depth--;
    }
  }
  return undefined;
}

/** Is there another literal right beside this one, which the compiler would join? */
export function besideLiteral({ text, mask }: TextView, start: number, end: number): boolean {
  const index = mask.firstEndingAfter(start);
  const [previous, next] = [mask.regions[index - 1], mask.regions[index + 1]];
  return (previous?.zone === 'string' && text.slice(previous.end, start).trim() === '') || (next?.zone === 'string' && text.slice(end, next.start).trim() === '');
}
