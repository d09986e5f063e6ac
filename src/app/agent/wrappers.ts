/** Programs that run the command that follows their own options. */
const WRAPPERS: Readonly<Record<string, { readonly values: RegExp; readonly skip?: number }>> = {
  command: { values: /^$/ },
  builtin: { values: /^$/ },
  exec: { values: /^-a$/ },
  nohup: { values: /^$/ },
  setsid: { values: /^$/ },
  sudo: { values: /^-[ughpCTRDrt]$/ },
  doas: { values: /^-[uC]$/ },
  nice: { values: /^-n$/ },
  ionice: { values: /^-[cnp]$/ },
  time: { values: /^-[fo]$/ },
  stdbuf: { values: /^-[ioe]$/ },
  timeout: { values: /^-[sk]$/, skip: 1 },
  flock: { values: /^-[wE]$/, skip: 1 },
  env: { values: /^-(?:u|C|S)$/ },
  xargs: { values: /^-[adEIiLlnPs]$/ },
  watch: { values: /^-[nd]$/ },
  npx: { values: /^(?:-p|--package)$/ },
  bunx: { values: /^$/ },
};
export const SHELLS = /^(?:sh|bash|dash|zsh|ksh|ash|fish)$/;

/** The command that a wrapper runs: behind its options, their values, and `NAME=value`. Undefined where it is none. */
export function unwrapped(program: string, words: readonly string[]): readonly string[] | undefined {
  const wrapper = WRAPPERS[program];
  if (wrapper === undefined) return undefined;
  const { values, skip = 0 } = wrapper;
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '--') return words.slice(at + 1 + skip);
    if (program === 'env' && (word === '-S' || word === '--split-string')) return [...(words[at + 1] ?? '').split(/\s+/), ...words.slice(at + 2)];
    if (word.startsWith('-') && word.length > 1) at += values.test(word) ? 2 : 1;
    else if (/^[A-Za-z_]\w*=/.test(word)) at++;
    else break;
  }
  return words.slice(at + skip);
}

/** What a shell is given behind `-c`; undefined where nothing is. */
export function scriptOf(words: readonly string[]): string | undefined {
  const flag = words.findIndex((word) => /^-[a-zA-Z]*c$/.test(word));
  return flag < 0 ? undefined : (words.slice(flag + 1).find((word) => !word.startsWith('-')) ?? '');
}
