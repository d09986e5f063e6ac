import type { Finding } from '../model/finding.js';
import { printable } from './printable.js';
import type { Style } from './style.js';
import { cutTo, textWidth } from './text-width.js';

const GUTTER = 5;
const CUT = '…';

/** The lines of a finding; of a credential in parts those of each. */
export function codeFrames(finding: Finding, style: Style, width?: number): string[] {
  return (finding.parts ?? [finding]).flatMap((part) => codeFrame(part, style, width));
}

/**
 * The finding's line, masked, and under it a mark. Where the line is longer than the terminal is wide, the part around the mark.
 *
 * @param width columns of the terminal.
 */
export function codeFrame({ preview, start }: Finding, style: Style, width: number = Number.POSITIVE_INFINITY): string[] {
  const gutter = String(start.line).padStart(GUTTER);
  const room = Math.max(20, width - gutter.length - 3);
  const parts = [preview.text.slice(0, preview.start), preview.text.slice(preview.start, preview.end), preview.text.slice(preview.end)].map(printable);
  const [before = '', marked = '', after = ''] = fitted(parts, room);
  return [
    `${style.dim(`${gutter} │ `)}${before}${style.bold(marked)}${after}`,
    `${style.dim(`${' '.repeat(gutter.length)} │ `)}${' '.repeat(textWidth(before))}${style.red('^'.repeat(Math.max(1, textWidth(marked))))}`,
  ];
}

/** What is before, in and behind the mark, cut so that it fits: first what is behind, then what is before, then the mark itself. */
function fitted([before = '', marked = '', after = '']: readonly string[], room: number): readonly string[] {
  const [left, middle, right] = [textWidth(before), textWidth(marked), textWidth(after)];
  if (left + middle + right <= room) return [before, marked, after];
  if (middle > room - 2) {
    const ahead = Math.min(left, Math.floor(room / 4));
    return [left <= ahead ? before : `${CUT}${cutTo(ahead - 1, before, 'end')}`, `${cutTo(room - ahead - 1, marked, 'start')}${CUT}`, ''];
  }
  // A little of what is behind tells how it goes on.
  const behind = Math.min(right, Math.max(room - left - middle, Math.floor((room - middle) / 3)));
  const ahead = room - middle - behind;
  return [left <= ahead ? before : `${CUT}${cutTo(ahead - 1, before, 'end')}`, marked, right <= behind ? after : behind < 1 ? '' : `${cutTo(behind - 1, after, 'start')}${CUT}`];
}
