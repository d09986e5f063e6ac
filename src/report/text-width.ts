/** Characters that take two columns of a terminal: East Asian wide and full-width forms, and emoji. https://www.unicode.org/reports/tr11/ */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Characters that take none: they stand on the one before. */
const NONE = /[\p{Mn}\p{Me}]/u;

/** How many columns a text takes, in which no control characters are left. */
export function textWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += WIDE.test(char) ? 2 : NONE.test(char) ? 0 : 1;
  return width;
}

/** The beginning of a text that fits, or its end. */
export function cutTo(width: number, text: string, from: 'start' | 'end'): string {
  const chars = [...text];
  let left = width;
  const kept: string[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[from === 'start' ? at : chars.length - 1 - at] ?? '';
    left -= textWidth(char);
    if (left < 0) break;
    kept.push(char);
  }
  return (from === 'start' ? kept : kept.reverse()).join('');
}

/** Lines of at most `width` columns, broken at spaces; a word that is longer stays whole. */
export function wrapped(width: number, text: string): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

/** Where a title goes on that does not fit. */
const HANGING = 4;

/**
 * A title behind its lead, broken between words where the terminal is too narrow for them, never within the lead.
 *
 * @param lead may be coloured. @param leadWidth columns that it takes.
 */
export function hanging(width: number, lead: string, leadWidth: number, title: string): string[] {
  if (leadWidth + 1 + textWidth(title) <= width) return [`${lead} ${title}`];
  // Stands for the lead, less the indentation of what follows.
  const stand = '_'.repeat(Math.max(1, leadWidth - HANGING));
  const [first = '', ...rest] = wrapped(Math.max(20, width - HANGING), `${stand} ${title}`);
  return [`${lead}${first.slice(stand.length)}`, ...rest.map((more) => `${' '.repeat(HANGING)}${more}`)];
}
