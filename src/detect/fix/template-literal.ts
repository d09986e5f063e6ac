import type { Region } from '../code-mask.js';
import type { TextView } from '../text-view.js';
import { besideLiteral, literalAround, openCall, statementBefore } from './literal.js';
import type { Edit, Naming, Repair } from './repair.js';
import { variableName } from './variable-name.js';

type Place = { readonly start: number; readonly end: number };

/** Ruby: a literal becomes `ENV.fetch`, which fails loudly where the variable is missing; inside a longer text it is interpolated. https://docs.ruby-lang.org/en/master/ENV.html#method-c-fetch */
export function rubyLookup(view: TextView, region: Region, secret: Place, ruleId: string, naming: Naming): Repair | undefined {
  const literal = literalAround(view, region, secret, ['"', "'"]);
  if (literal === undefined || besideLiteral(view, literal.start, literal.end)) return undefined;
  const { text } = view;
  const { start, end, quote, before, value, after, whole } = literal;
  // A symbol, a key, a pattern, the name of a file.
  if (
    /[:\w]$/.test(text.slice(0, start)) ||
    /^:(?!:)/.test(text.slice(end)) ||
    /(?:^|\n)\s*(?:when|in|require|require_relative|load)\b[^\n]*$/.test(text.slice(Math.max(0, start - 300), start))
  )
    return undefined;
  if (quote === "'" && /["\\]|#[{$@]/.test(before + after)) return undefined;
  const variable = nameOf(view, start, ruleId, value, whole, naming);
  if (whole) return { edits: [{ start, end, text: `ENV.fetch('${variable.name}')` }], variable };
  return { edits: [{ start, end, text: `"${before}#{ENV.fetch('${variable.name}')}${after}"` }], variable };
}

/** Kotlin: `System.getenv`, in a template where it is a part. https://kotlinlang.org/docs/strings.html#string-templates */
export function kotlinLookup(view: TextView, region: Region, secret: Place, ruleId: string, naming: Naming): Repair | undefined {
  const literal = literalAround(view, region, secret, ['"""', '"']);
  if (literal === undefined) return undefined;
  const { text } = view;
  const { start, end, value, whole } = literal;
  const statement = statementBefore(view, start);
  if (/@[\w.:]+\s*$/.test(openCall(statement) ?? '')) return undefined;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const [constant, name] = /\bconst[ \t]+(?=val[ \t]+(\w+))/.exec(text.slice(line, start)) ?? [];
  // Other constants and annotations take constants alone.
  if (constant !== undefined && new RegExp(`@[\\w.:]+\\([^)]*\\b${name}\\b|\\bconst[ \\t]+val[^\\n]*=[^\\n]*\\b${name}\\b`).test(text.slice(0, line) + text.slice(end)))
    return undefined;
  const variable = nameOf(view, start, ruleId, value, whole, naming);
  const lookUp = `System.getenv("${variable.name}")`;
  const edits: Edit[] = [whole ? { start, end, text: lookUp } : { ...secret, text: `\${${lookUp}}` }];
  if (constant !== undefined) {
    const at = line + text.slice(line, start).indexOf(constant);
    edits.push({ start: at, end: at + constant.length, text: '' });
  }
  return { edits, variable };
}

/**
 * Rust: `std::env::var` gives a String, where the literal was a `&'static str`. Certain only where a String was made of it, where it begins a variable, or where it is an argument of a function.
 * https://doc.rust-lang.org/std/env/fn.var.html
 */
export function rustLookup(view: TextView, region: Region, secret: Place, ruleId: string, naming: Naming): Repair | undefined {
  const literal = literalAround(view, region, secret, ['"']);
  if (literal?.whole !== true) return undefined;
  const { text } = view;
  const { start, end, value } = literal;
  const statement = statementBefore(view, start);
  const call = openCall(statement)?.trimEnd();
  if (/\bconst\b|\bstatic\b|#!?\[/.test(statement) || /!$/.test(call ?? '')) return undefined;
  const variable = nameOf(view, start, ruleId, value, true, naming);
  const lookUp = `std::env::var("${variable.name}").expect("${variable.name} is not set")`;
  const [owned] = /^\s*\.(?:to_string|to_owned|into)\(\)/.exec(text.slice(end, end + 60)) ?? [];
  if (owned !== undefined) return { edits: [{ start, end: end + owned.length, text: lookUp }], variable };
  if (/\bString::from$/.test(call ?? '') && /\(\s*$/.test(statement)) {
    const from = start - (/\bString::from\s*\(\s*$/.exec(text.slice(Math.max(0, start - 80), start))?.[0].length ?? 0);
    const [close] = /^\s*\)/.exec(text.slice(end, end + 40)) ?? [];
    return from === start || close === undefined ? undefined : { edits: [{ start: from, end: end + close.length, text: lookUp }], variable };
  }
  const next = text.slice(end, end + 40).trimStart();
  const isVariable = /^\s*let[ \t]+(?:mut[ \t]+)?\w+(?:[ \t]*:[ \t]*&(?:'\w+[ \t]+)?str)?[ \t]*=\s*$/.test(statement) && next.startsWith(';') && !statement.includes("'static");
  const isArgument = call !== undefined && /[\w>]$/.test(call) && !/^(?:Some|Ok|Err)$/.test(/(\w+)$/.exec(call)?.[1] ?? '') && /[(,]\s*$/.test(statement) && /^[,)]/.test(next);
  return isVariable || isArgument ? { edits: [{ start, end, text: `&${lookUp}` }], variable } : undefined;
}

function nameOf({ text }: TextView, start: number, ruleId: string, value: string, whole: boolean, naming: Naming): { readonly name: string; readonly value: string } {
  return { name: naming(variableName(text.slice(Math.max(0, start - 600), start), ruleId, !whole), value), value };
}
