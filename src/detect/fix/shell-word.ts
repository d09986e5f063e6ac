import type { Region } from '../code-mask.js';
import type { TextView } from '../text-view.js';
import type { Naming, Repair } from './repair.js';
import { variableName } from './variable-name.js';

type Place = { readonly start: number; readonly end: number };

/** Where a plain word ends: a blank, an operator, a quote. */
const WORD_END = /[\s;&|<>()"'`$\\#*?[\]{}~!]/;

/**
 * Shell: a value in a word becomes `${NAME:?}`, which ends the script where the variable is missing; always in double quotes, so that it stays one word. Undefined inside here-documents, and where
 * `$` or a backslash means something to the shell. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_02
 */
export function shellLookup({ text }: TextView, region: Region | undefined, secret: Place, ruleId: string, naming: Naming): Repair | undefined {
  const value = text.slice(secret.start, secret.end);
  if (/[$`\\"']/.test(value) || inHereDocument(text, secret.start)) return undefined;
  const quote = region === undefined ? '' : (text[region.start] ?? '');
  const from = region?.start ?? secret.start;
  const variable = (part: boolean): { readonly name: string; readonly value: string } => ({
    name: naming(variableName(text.slice(Math.max(0, from - 600), from), ruleId, part), value),
    value,
  });
  if (region === undefined) {
    if (WORD_END.test(value) || !/[=\s:@/]$/.test(text.slice(0, secret.start)) || !/^(?:[\s;&|)@/:]|$)/.test(text.slice(secret.end))) return undefined;
    const moved = variable(!/=$/.test(text.slice(0, secret.start)));
    return { edits: [{ ...secret, text: `"\${${moved.name}:?}"` }], variable: moved };
  }
  const whole = secret.start === region.start + 1 && secret.end === region.end - 1;
  if (quote === '"') {
    const moved = variable(!whole);
    return { edits: [{ ...secret, text: `\${${moved.name}:?}` }], variable: moved };
  }
  if (quote !== "'") return undefined;
  const moved = variable(!whole);
  if (whole) return { edits: [{ start: region.start, end: region.end, text: `"\${${moved.name}:?}"` }], variable: moved };
  return { edits: [{ ...secret, text: `'"\${${moved.name}:?}"'` }], variable: moved };
}

function inHereDocument(text: string, offset: number): boolean {
  for (const { 1: word = '', index, 0: whole } of text.slice(0, offset).matchAll(/<<-?[ \t]*["'\\]?([A-Za-z_]\w*)["']?/g)) {
    if (!new RegExp(`^[ \\t]*${word}[ \\t]*$`, 'm').test(text.slice(index + whole.length, offset))) return true;
  }
  return false;
}
