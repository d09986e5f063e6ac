import { styleFor } from './style.js';
import { wrapped } from './text-width.js';

/** Where the words of a step begin. */
const INDENT = 5;

/** As src/app/way-out.ts tells it. */
export interface WayOutSteps {
  readonly kind: 'amend' | 'rebase' | 'rewrite';
  readonly commits?: number;
}

/** The steps in their order: a secret that was pushed is known, and stays valid until it is revoked. */
export function wayOutSteps(way: WayOutSteps): readonly string[] {
  const rotate = 'Revoke each secret where it was issued ("revoke" above) and issue a new one: what is in a history must be taken for known.';
  const scan = 'npx precommit-guard history';
  switch (way.kind) {
    case 'amend':
      return [rotate, 'Take it out of the file, then: git add -u && git commit --amend', scan];
    case 'rebase':
      return [rotate, `git rebase -i HEAD~${way.commits} (or --root), mark the commit "edit", take the secret out, git add -u, git rebase --continue`, scan];
    case 'rewrite':
      return [
        rotate,
        'npx precommit-guard history --replace-text ~/replacements.txt (outside the repository; it holds the secrets, delete it afterwards)',
        'git clone --mirror URL clean.git && cd clean.git && git filter-repo --replace-text ~/replacements.txt --replace-message ~/replacements.txt',
        'git push --force --mirror (ask the host to drop cached views and pull request refs)',
        'Let everybody clone anew: an old clone brings the secret back.',
        scan,
      ];
  }
}

/** @param width columns of the terminal. Commands are not broken: they are there to be copied. */
export function wayOutText(way: WayOutSteps, colour: boolean, width: number = Number.POSITIVE_INFINITY): string {
  const style = styleFor(colour);
  const steps = wayOutSteps(way).map((step, at) => {
    const lines = /^(?:git|npx precommit-guard) /.test(step) ? [step] : wrapped(Math.max(20, width - INDENT), step);
    return `  ${at + 1}. ${lines.join(`\n${' '.repeat(INDENT)}`)}`;
  });
  return `${style.bold('The way out:')}\n${steps.join('\n')}\n`;
}
