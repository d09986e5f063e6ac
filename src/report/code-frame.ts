import type { Finding } from '../model/finding.js';
import { printable } from './printable.js';
import type { Style } from './style.js';

/** The finding's line, masked, and under it a mark. */
export function codeFrame({ preview, start }: Finding, style: Style): string[] {
  const before = printable(preview.text.slice(0, preview.start));
  const marked = printable(preview.text.slice(preview.start, preview.end));
  const after = printable(preview.text.slice(preview.end));
  const gutter = String(start.line).padStart(5);
  return [
    `${style.dim(`${gutter} │ `)}${before}${style.bold(marked)}${after}`,
    `${style.dim(`${' '.repeat(gutter.length)} │ `)}${' '.repeat(before.length)}${style.red('^'.repeat(Math.max(1, marked.length)))}`,
  ];
}
