/** A word while it is read: its characters, and whether each may be part of a brace expansion. */
export interface Building {
  text: string;
  /** Indexes in `text` of unquoted characters. */
  bare: Set<number>;
  quoted: boolean;
}

/** The character that an escape of `$'…'` stands for. */
export function ansiCharacter(code: string): string {
  const plain: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', v: '\v' };
  if (/^[xu][0-9a-fA-F]/.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
  return plain[code] ?? code;
}

/** Bash's `{a,b}`, as long as the braces are not quoted. */
export function expanded({ text, bare }: Building, rounds = 0): string[] {
  if (rounds > 4) return [text];
  const open = indexOfBare(text, bare, '{', 0);
  if (open < 0) return [text];
  let depth = 0;
  const commas: number[] = [];
  for (let at = open; at < text.length; at++) {
    if (!bare.has(at)) continue;
    if (text[at] === '{') depth++;
    else if (text[at] === ',' && depth === 1) commas.push(at);
    else if (text[at] === '}' && --depth === 0) {
      if (commas.length === 0) return [text];
      const bounds = [open, ...commas, at];
      return bounds.slice(1).flatMap((end, index) => {
        const from = (bounds[index] ?? 0) + 1;
        const part = text.slice(0, open) + text.slice(from, end) + text.slice(at + 1);
        const kept = new Set<number>();
        for (const place of bare) {
          if (place < open) kept.add(place);
          else if (place >= from && place < end) kept.add(place - from + open);
          else if (place > at) kept.add(place - at - 1 + open + end - from);
        }
        return expanded({ text: part, bare: kept, quoted: false }, rounds + 1);
      });
    }
  }
  return [text];
}

function indexOfBare(text: string, bare: ReadonlySet<number>, char: string, from: number): number {
  for (let at = text.indexOf(char, from); at >= 0; at = text.indexOf(char, at + 1)) if (bare.has(at)) return at;
  return -1;
}
