/**
 * Marks of made-up tokens: `fixture` makes tokens of them, in each alphabet the first whose characters it has, and whatever bears one is no secret. No generator draws so many of these characters in
 * a row: the shortest run that counts is one of 36 bits.
 */
export const MARKS: readonly string[] = ['FIXTURE', 'fixture', 'FAKE', 'fake', 'F1C7', 'f1c7', '0'];

const MARKED = ['fixturefixture', 'fakefakefake', 'f1c7f1c7f1c7', '000000000'];

export function isFixture(value: string): boolean {
  const lower = value.toLowerCase();
  return MARKED.some((mark) => lower.includes(mark));
}
