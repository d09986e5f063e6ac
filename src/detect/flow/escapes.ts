import type { Escape, Trace } from './trace.js';

/** Functions that make a value harmless for a page. */
const HTML =
  /^(?:htmlspecialchars|htmlentities|(?:html_?)?escape_?html(?:3|4|_once)?|html_?escape|html_?encode|encodeforhtml(?:attribute)?|escapestring|esc_html|esc_attr|encode_?html|encodeforxml)$/;
/** Functions that make a value harmless for a shell. */
const SHELL = /^(?:escapeshellarg|shellescape|shell_quote|shellquote)$/;
/** Functions that leave only the last part of a path. */
const PATH = /^(?:basename|secure_filename|getfilename(?:withoutextension)?)$/;
/** Weaknesses that such a value still has, by its use. */
const STILL: Readonly<Record<Escape, ReadonlySet<string>>> = {
  html: new Set(['CWE-78', 'CWE-22', 'CWE-94', 'CWE-95', 'CWE-98', 'CWE-918']),
  shell: new Set(['CWE-89', 'CWE-79']),
  path: new Set(['CWE-78', 'CWE-89', 'CWE-79', 'CWE-94', 'CWE-95', 'CWE-943', 'CWE-1336', 'CWE-90', 'CWE-643']),
};

/** What a function makes its argument harmless for. */
export function escapeOf(name: string): Escape | undefined {
  const lower = name.toLowerCase();
  return HTML.test(lower) ? 'html' : SHELL.test(lower) ? 'shell' : PATH.test(lower) ? 'path' : undefined;
}

/** Was the value made harmless for this weakness, or for who knows what else? */
export function isEscaped({ escaped }: Trace, cwe: string | undefined): boolean {
  return escaped !== undefined && !STILL[escaped].has(cwe ?? '');
}
