import type { Region } from '../code-mask.js';
import type { TextView } from '../text-view.js';
import type { Naming, Repair } from './repair.js';
import { variableName } from './variable-name.js';

/**
 * JavaScript and TypeScript: a value in a string literal becomes a look-up in `process.env`. Undefined where the literal stands where no expression may: an attribute, a key, a type, the name of a module.
 * https://nodejs.org/docs/latest/api/process.html#processenv
 */
export function scriptLookup(view: TextView, region: Region, secret: { readonly start: number; readonly end: number }, ruleId: string, naming: Naming): Repair | undefined {
  const { text } = view;
  const literal = text.slice(region.start, region.end);
  const quote = literal[0] ?? '';
  const value = text.slice(secret.start, secret.end);
  const whole = literal.length >= 2 && literal.slice(1, -1) === value && literal.at(-1) === quote;
  const before = text.slice(Math.max(0, region.start - 600), region.start);
  const variable = { name: naming(variableName(before, ruleId, !whole), value), value };
  const embedded = `\${process.env.${variable.name}}`;
  if (quote === '`' || quote === '}') {
    // A tag of a template gets its parts as they are.
    if (!whole || /[\w$)\]]$/.test(before)) return { edits: [{ ...secret, text: embedded }], variable };
  } else if (quote !== '"' && quote !== "'") return undefined;
  if (!mayBeExpression(text, region)) return undefined;
  if (whole) {
    const sure = view.language === 'typescript' ? '!' : ''; // Its type allows for undefined; the literal's did not.
    return { edits: [{ start: region.start, end: region.end, text: `process.env.${variable.name}${sure}` }], variable };
  }
  const inner = literal.slice(1, -1);
  if (/[\\`]|\$\{/.test(inner)) return undefined;
  const at = secret.start - region.start - 1;
  return { edits: [{ start: region.start, end: region.end, text: `\`${inner.slice(0, at)}${embedded}${inner.slice(at + value.length)}\`` }], variable };
}

function mayBeExpression(text: string, region: Region): boolean {
  const line = text.slice(text.lastIndexOf('\n', region.start - 1) + 1, region.start);
  const before = text.slice(Math.max(0, region.start - 80), region.start).trimEnd();
  const after = text.slice(region.end, region.end + 80).trimStart();
  if (/<[A-Za-z]/.test(line) && /[\w-]=$/.test(line)) return false; // An attribute of JSX.
  if (/\b(?:from|import)$|\b(?:require|import)\($/.test(before)) return false;
  if (after.startsWith(':') && /[{,]$/.test(before)) return false; // A key.
  if (/^\s*(?:export\s+)?(?:declare\s+)?(?:type|interface|enum)\s/.test(line) || /\bas$/.test(before)) return false;
  return !(before.endsWith(':') && /^(?:;|=(?!=))/.test(after)); // A type.
}
