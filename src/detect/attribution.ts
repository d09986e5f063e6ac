/**
 * How coding assistants sign what they write: by address, since a person may bear any name. Their own documentation and what they commit: Claude Code, Copilot, Cursor, Codex, Gemini, Jules, Devin,
 * Aider, Amp, OpenHands, opencode.
 */
const ADDRESSES: readonly (readonly [name: string, address: RegExp])[] = [
  ['Claude', /<(?:noreply|claude)@anthropic\.com>/i],
  ['Claude', /<\d+\+claude(?:-code)?\[bot\]@users\.noreply\.github\.com>/i],
  ['Copilot', /<(?:\d+\+)?copilot(?:-swe-agent)?(?:\[bot\])?@users\.noreply\.github\.com>|<copilot@github\.com>/i],
  ['Cursor', /<cursoragent@cursor\.com>/i],
  ['Codex', /<(?:noreply|codex)@openai\.com>|<\d+\+(?:chatgpt-codex-connector|codex)\[bot\]@users\.noreply\.github\.com>/i],
  ['Gemini', /<\d+\+(?:gemini-code-assist|gemini-cli)\[bot\]@users\.noreply\.github\.com>|<gemini-cli@google\.com>/i],
  ['Jules', /<\d+\+google-labs-jules\[bot\]@users\.noreply\.github\.com>/i],
  ['Devin', /<\d+\+devin-ai-integration\[bot\]@users\.noreply\.github\.com>|<devin@cognition\.ai>/i],
  ['Aider', /<(?:noreply@)?aider@aider\.chat>|<noreply@aider\.chat>|\(aider\) </i],
  ['Amp', /<amp@ampcode\.com>/i],
  ['OpenHands', /<openhands@all-hands\.dev>/i],
  ['opencode', /<noreply@opencode\.ai>/i],
];
/** A line that assistants put below a message, with a link to themselves. */
const GENERATED = /^(?:\S+ )?Generated with \[[^\]\n]{1,40}\]\(https:\/\/(?:claude\.(?:ai|com)|ampcode\.com|opencode\.ai|github\.com\/features\/copilot)[^)\n]*\)/m;
const CO_AUTHOR = /^(?:co-authored-by|assisted-by|generated-by):[ \t]*(.+)$/gim;
/** Trailers whose value need not be a person: https://docs.kernel.org/process/coding-assistants.html */
const ASSISTED = /^(?:assisted-by|generated-by):[ \t]*(\S.*)$/im;

/**
 * The assistant that a commit says it comes from; undefined for a person's.
 *
 * @param people author and committer, `Name <address>`.
 * @param more names or addresses that the configuration counts, too.
 */
export function attributedTo(message: string, people: readonly string[], more: readonly string[] = []): string | undefined {
  const signed = [...people, ...[...message.matchAll(CO_AUTHOR)].map(([, who = '']) => who.trim())];
  for (const who of signed) {
    const [known] = ADDRESSES.find(([, address]) => address.test(who)) ?? [];
    if (known !== undefined) return known;
    const own = more.find((one) => who.toLowerCase().includes(one.toLowerCase()));
    if (own !== undefined) return own;
  }
  if (GENERATED.test(message)) return 'an assistant';
  return ASSISTED.test(message) ? 'an assistant' : undefined;
}

/** Does one of these trailers name a person: somebody who is no assistant? */
export function signedByPerson(message: string, trailers: readonly string[], more: readonly string[] = []): boolean {
  return [...message.matchAll(/^([A-Za-z-]+):[ \t]*(\S.*)$/gm)].some(
    ([, trailer = '', who = '']) =>
      trailers.some((one) => one.toLowerCase() === trailer.toLowerCase()) && /\S+@\S+/.test(who) && attributedTo('', [who.trim()], more) === undefined,
  );
}
