import { printablePath } from './printable.js';
import { styleFor } from './style.js';

/** A file before and after. */
export interface ShownChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Said beside the path. */
  readonly note?: string;
}

/**
 * Changes as people read them: lines that go and lines that come. Lines are changed in place or put between others, never moved, so that no general diff is needed.
 *
 * @param clean makes a line fit to be shown: secrets masked, control characters escaped.
 */
export function fixDiff(changes: readonly ShownChange[], colour: boolean, clean: (line: string) => string): string {
  const style = styleFor(colour);
  const out: string[] = [];
  for (const { path, before, after, note } of changes) {
    out.push(style.bold(`${printablePath(path)}${note === undefined ? '' : ` (${note})`}`));
    for (const { mark, number, line } of changedLines(lines(before), lines(after))) {
      const shown = `${String(number).padStart(5)} ${mark} ${clean(line.replace(/\r$/, ''))}`;
      out.push(mark === '-' ? style.red(shown) : style.green(shown));
    }
    out.push('');
  }
  return out.length === 0 ? '' : `${out.join('\n')}\n`;
}

function lines(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

interface ChangedLine {
  readonly mark: '-' | '+';
  readonly number: number;
  readonly line: string;
}

function changedLines(before: readonly string[], after: readonly string[]): ChangedLine[] {
  const found: ChangedLine[] = [];
  let old = 0;
  let now = 0;
  while (old < before.length || now < after.length) {
    const [was, is] = [before[old], after[now]];
    if (was === is) {
      old++;
      now++;
    } else if (is !== undefined && before.length - old < after.length - now) found.push({ mark: '+', number: ++now, line: is });
    else {
      if (was !== undefined) found.push({ mark: '-', number: ++old, line: was });
      if (is !== undefined) found.push({ mark: '+', number: ++now, line: is });
    }
  }
  return found;
}
