/** The part of entropy-string 4 that is used here; the package ships no types. */
declare module 'entropy-string' {
  export interface CharSet {
    readonly chars: string;
  }
  export const charset16: CharSet;
  export class Entropy {
    constructor(options: { bits: number; charset: CharSet });
    stringWithBytes(bytes: number[], bits: number): string;
  }
}
