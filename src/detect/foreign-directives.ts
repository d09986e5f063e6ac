import type { Kind } from '../model/rule.js';
import type { Directive } from './directives.js';
import type { TextView } from './text-view.js';

/** A tool whose suppression comments can be honoured. */
export type CommentTool = 'bandit' | 'betterleaks' | 'detect-secrets' | 'eslint' | 'ggshield' | 'gitleaks' | 'secretlint' | 'semgrep' | 'trufflehog';

const SECRETS: readonly Kind[] = ['secret'];
const CODE: readonly Kind[] = ['insecure-code'];
const BOTH: readonly Kind[] = ['secret', 'insecure-code'];

/** What a comment covers: its line, the next one, both, all from its line on, or it ends what was begun. */
type Scope = 'line' | 'next-line' | 'both' | 'begin' | 'end';

interface Form {
  readonly pattern: RegExp;
  readonly kinds: readonly Kind[];
  /** Undefined: the comment speaks of other things. */
  readonly scope: (match: RegExpMatchArray) => Scope | undefined;
}

const LINE = (): Scope => 'line';

/** ESLint's rules about the holes we know; a comment that names none of them speaks of style. */
const SECURITY_RULE = /eval|new-func|script-url|security|secret|danger|unsanitized|no-html|xss/;

/** The comments of each tool, by its documentation. */
const FORMS: Readonly<Record<CommentTool, readonly Form[]>> = {
  // https://github.com/gitleaks/gitleaks#gitleaksallow
  gitleaks: [{ pattern: /gitleaks:allow/g, kinds: SECRETS, scope: LINE }],
  // https://github.com/betterleaks/betterleaks
  betterleaks: [{ pattern: /betterleaks:allow/g, kinds: SECRETS, scope: LINE }],
  // https://github.com/Yelp/detect-secrets#inline-allowlisting
  'detect-secrets': [{ pattern: /pragma: ?(?:allow|white)list (nextline )?secret/g, kinds: SECRETS, scope: ([, next]) => (next === undefined ? 'line' : 'next-line') }],
  // https://docs.gitguardian.com/ggshield-docs/reference/secret/ignore
  ggshield: [{ pattern: /ggignore|pragma: ?allowlist secret/g, kinds: SECRETS, scope: LINE }],
  // https://github.com/trufflesecurity/trufflehog#-how-do-i-ignore-secrets
  trufflehog: [{ pattern: /trufflehog:ignore/g, kinds: SECRETS, scope: LINE }],
  // https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-filter-comments
  secretlint: [
    {
      pattern: /secretlint-(disable-next-line|disable-line|disable|enable)\b/g,
      kinds: SECRETS,
      scope: ([, word]) => (word === 'disable' ? 'begin' : word === 'enable' ? 'end' : word === 'disable-line' ? 'line' : 'next-line'),
    },
  ],
  // https://bandit.readthedocs.io/en/latest/config.html#exclusions, https://github.com/securego/gosec#annotating-code
  bandit: [{ pattern: /#\s?nosec\b/g, kinds: BOTH, scope: LINE }],
  // https://semgrep.dev/docs/ignoring-files-folders-code
  semgrep: [{ pattern: /nosem(?:grep)?\b/g, kinds: BOTH, scope: () => 'both' }],
  // https://eslint.org/docs/latest/use/configure/rules#disabling-rules
  eslint: [
    {
      pattern: /eslint-(disable-next-line|disable-line|disable|enable)(?![\w-])([^\n*]{0,200})/g,
      kinds: CODE,
      scope: ([, word, rest = '']) => {
        const [names = ''] = rest.split(/\s--\s/);
        if (/\w/.test(names) && !SECURITY_RULE.test(names)) return undefined;
        return word === 'disable' ? 'begin' : word === 'enable' ? 'end' : word === 'disable-line' ? 'line' : 'next-line';
      },
    },
  ],
};

/** The suppression comments of other tools, each with the reach that its own tool gives it, and for the kinds of findings that its tool has. They need no reason. */
export function foreignDirectives(view: TextView, tools: readonly CommentTool[]): Directive[] {
  const found: Directive[] = [];
  for (const { pattern, kinds, scope } of tools.flatMap((tool) => FORMS[tool])) {
    let begun: number | undefined;
    const cover = (first: number, last: number): void => void found.push({ at: 0, length: 0, first, last, rules: [], kinds, reason: true });
    for (const match of view.text.matchAll(pattern)) {
      const line = view.lines.lineAt(match.index);
      const reach = scope(match);
      if (reach === 'line' || reach === 'both') cover(line, line);
      if (reach === 'next-line' || reach === 'both') cover(line + 1, line + 1);
      if (reach === 'begin') begun ??= line;
      if (reach === 'end' && begun !== undefined) {
        cover(begun, line);
        begun = undefined;
      }
    }
    if (begun !== undefined) cover(begun, Number.POSITIVE_INFINITY);
  }
  return found;
}
