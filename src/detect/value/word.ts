/** Splits at separators, between digits and letters, and where the case says that a word begins. */
export function pieces(value: string): string[] {
  return value.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])/).filter((piece) => piece !== '');
}

/** Could be a word: three letters or more in one case, with a vowel and without five consonants in a row. */
export function isWord(piece: string): boolean {
  return /^[A-Z]?[a-z]{2,}$|^[A-Z]{3,}$/.test(piece) && /[aeiouyAEIOUY]/.test(piece) && !/[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]{5}/.test(piece);
}
