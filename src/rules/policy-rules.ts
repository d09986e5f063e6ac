import type { Rule } from '../model/rule.js';

/** What every comment of ours begins with. */
export const DIRECTIVE_MARK = 'precommit-guard-ignore-';

const SHARED = {
  kind: 'policy',
  level: 'note',
  confidence: 'high',
  anchors: [],
  span: 'line',
  in: 'any',
  cwe: [],
  docs: 'docs/suppress.md',
} as const;

/**
 * What the program finds in its own comments and configuration. No pattern decides here (`detect/directives.ts`, `config/weakening.ts`); the keyword only calls the rules up. They are notes, which
 * fail nothing, until a configuration gives them a level.
 */
export const POLICY_RULES: readonly Rule[] = [
  {
    ...SHARED,
    id: 'suppression-added',
    title: 'New suppression comment',
    keywords: [DIRECTIVE_MARK],
    pattern: DIRECTIVE_MARK,
    maxLength: DIRECTIVE_MARK.length,
    why: 'Whoever reviews the change should agree that this is a false alarm.',
    advice: 'Check that the reason holds; give it an end with "until 2027-01-31" where it is for a time only.',
  },
  {
    ...SHARED,
    id: 'suppression-unused',
    title: 'Suppression of nothing',
    keywords: [DIRECTIVE_MARK],
    pattern: DIRECTIVE_MARK,
    maxLength: DIRECTIVE_MARK.length,
    why: 'It would hide the next real finding at this place.',
    advice: 'Take it out, or name the rule that is meant.',
  },
  {
    ...SHARED,
    id: 'configuration-weakened',
    title: 'Configuration finds less than before',
    keywords: [],
    pattern: '',
    maxLength: 0,
    why: 'A change to the configuration can let pass what the same commit brings.',
    advice: 'Check that it is meant; the narrowest way is an entry of "allow" with a reason.',
  },
];
