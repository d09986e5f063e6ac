/**
 * Text that cannot forge or garble output: control characters, line breaks, bidi controls and invisible characters are shown as escapes. A file name may hold any of them.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu, (char) =>
    char === '\t' ? '  ' : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The same for the name of a file, where a tab is not the same as two spaces. */
export function printablePath(path: string): string {
  return path.split('\t').map(printable).join('\\u{9}');
}
