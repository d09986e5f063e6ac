import { createContext, Script } from 'node:vm';
import type { Rule } from '../../src/model/rule.js';
import type { RuleSource } from '../../src/rules/schema.js';
import { filled } from './check-examples.js';

/** A window is at most some kB; a hundred of the worst may not take longer than this, even on the engine that backtracks. Generous: machines are slow and noisy. */
const BUDGET_MS = 2000;
const WINDOW = 4096;

/** Near-matches of a rule: each of its examples cut at several places and filled up with its own characters, so that a backtracking engine tries all it can. */
export function hostileInputs(rule: Rule, source: RuleSource): string[] {
  const inputs: string[] = [];
  for (const example of source.examples.match.slice(0, 3)) {
    const { text } = filled(rule, example, 'hostile');
    for (const part of [0.25, 0.5, 0.75, 0.9, 1]) {
      const cut = text.slice(0, Math.max(1, Math.floor(text.length * part)));
      for (const fill of new Set([cut.slice(-1), cut.slice(-2), 'a', '0', ' ', '("', text])) {
        inputs.push((cut + fill.repeat(Math.ceil(WINDOW / fill.length))).slice(0, WINDOW));
      }
    }
  }
  return inputs;
}

/** A sentence when the near-matches take the backtracking engine too long. V8 can be interrupted in a match, so no pattern can hang the check. */
export function slowestInput(rule: Rule, source: RuleSource): string | undefined {
  const inputs = hostileInputs(rule, source);
  for (const pattern of rule.unless === undefined ? [rule.pattern] : [rule.pattern, rule.unless]) {
    const context = createContext({ pattern: new RegExp(pattern, 'g'), inputs, at: 0 });
    try {
      RUN.runInContext(context, { timeout: BUDGET_MS });
    } catch {
      const input = inputs[Number(context['at'])] ?? '';
      return `over ${BUDGET_MS} ms with near-matches of ${WINDOW} bytes, such as ${JSON.stringify(input.slice(0, 80))}`;
    }
  }
  return undefined;
}

const RUN = new Script('for (at = 0; at < inputs.length; at++) inputs[at].replace(pattern, "")');
