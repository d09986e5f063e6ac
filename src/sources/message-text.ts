/** What `git commit --verbose` writes above the diff that it shows below: https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanup */
const SCISSORS = /^.{0,8} -{24} >8 -{24}$/m;

/** What an editor handed back, without the diff that git showed in it. Comment lines stay: how they begin is configured, and what looks like one may be kept. */
export function editedMessage(text: string): string {
  const cut = SCISSORS.exec(text);
  return cut === null ? text : text.slice(0, cut.index);
}

/** A message as git will store it, as far as one can tell beforehand. Where git does otherwise the stored message is not recognised and looked at again. */
export function storedMessage(edited: string): string {
  return tidied(edited.replace(/^#.*(?:\n|$)/gm, ''));
}

/** A message without what git adds or takes away around it: white space at the ends of lines, empty lines in a row, at the beginning and at the end. */
export function tidied(message: string): string {
  return message
    .replace(/[ \t\r\v\f]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

export function messageIdentity(message: string): string {
  return `message ${tidied(message)}`;
}

export function personIdentity(person: string): string {
  return `person ${person}`;
}
