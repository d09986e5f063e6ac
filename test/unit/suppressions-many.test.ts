import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Candidate } from '../../src/detect/candidate.js';
import { type Directive, overSince } from '../../src/detect/directives.js';
import { NO_POLICY, type Policy } from '../../src/detect/policy.js';
import { Suppressions } from '../../src/detect/suppressions.js';
import { TextView } from '../../src/detect/text-view.js';
import type { Kind, Rule } from '../../src/model/rule.js';

const NAMES = ['eval', 'token', 'suppression-added'];
const KINDS: readonly Kind[] = ['insecure-code', 'secret', 'policy'];
const words = fc.constantFrom('line', 'next-line', 'file', 'start', 'end', 'start', 'end');
const comment = fc
  .tuple(words, fc.subarray(NAMES), fc.constantFrom('', '', ' until 2001-01-01', ' until 2091-01-01', ' until soon'), fc.constantFrom(' -- a reason', ''))
  .map(([word, names, until, reason]) => `// precommit-guard-ignore-${word} ${names.join(' ')}${until}${reason}`);
const lines = fc.array(fc.oneof(comment, fc.constant('eval(x)'), fc.constant('# nosec')), { maxLength: 24 });

/** Asks each comment about each line, as one would by hand. */
function byHand(suppressions: Suppressions, foreign: readonly Directive[], { rule }: Candidate, line: number, { today }: Policy): { suppressed: boolean; note?: string } {
  const all = [...suppressions.own, ...foreign];
  const speaks = (one: Directive): boolean =>
    one.first <= line && line <= one.last && (one.rules.length === 0 ? rule.kind !== 'policy' : one.rules.includes(rule.id)) && one.kinds?.includes(rule.kind) !== false;
  const said = all.filter(speaks).map((one) => {
    const over = overSince(one.until, today);
    if (one.reason && over === undefined) return undefined;
    return !one.reason ? 'no reason' : over?.startsWith('ended') === true ? over : 'no day';
  });
  if (said.includes(undefined)) return { suppressed: true };
  const onLine = all.some((one) => one.first === line && one.last === line && one.kinds === undefined && one.rules.length > 0);
  return said.length > 0 || (onLine && rule.kind !== 'policy') ? { suppressed: false, note: said.length > 0 ? 'some' : 'other rules' } : { suppressed: false };
}

function candidateOf(name: string, kind: Kind): Candidate {
  return { rule: { id: name, kind } as Rule } as Candidate;
}

describe('suppression comments by the hundred', () => {
  it('say of every line what each of them says', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (text, others) => {
        const view = new TextView({ path: 'a.js', bytes: Buffer.from(text.join('\n')), language: 'javascript', added: { kind: 'all' } });
        const foreign: Directive[] = text.flatMap((one, index) =>
          one === '# nosec' && others ? [{ at: 0, length: 0, first: index + 1, last: index + 3, rules: [], kinds: ['secret'], reason: true }] : [],
        );
        const policy: Policy = { ...NO_POLICY, today: () => '2026-11-21', foreign: () => foreign };
        const suppressions = new Suppressions(view, policy);
        for (let line = 1; line <= text.length + 1; line++) {
          for (const name of NAMES) {
            for (const kind of KINDS) {
              const judged = suppressions.judge(candidateOf(name, kind), line);
              const expected = byHand(suppressions, foreign, candidateOf(name, kind), line, policy);
              assert.equal(judged.suppressed, expected.suppressed, `${line} ${name} ${kind}`);
              assert.equal(judged.note === undefined, expected.note === undefined, `${line} ${name} ${kind}: ${judged.note}`);
              if (expected.note === 'other rules') assert.match(judged.note ?? '', /names other rules/);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('know which of them speak of a finding', () => {
    fc.assert(
      fc.property(lines, (text) => {
        const view = new TextView({ path: 'a.js', bytes: Buffer.from(text.join('\n')), language: 'javascript', added: { kind: 'all' } });
        const suppressions = new Suppressions(view, NO_POLICY);
        const candidates = text.flatMap((one, index) => (one === 'eval(x)' ? [[candidateOf('eval', 'insecure-code'), index + 1] as const] : []));
        const used = suppressions.used(candidates);
        for (const one of suppressions.own) {
          const speaks = candidates.some(([, line]) => one.first <= line && line <= one.last && (one.rules.length === 0 || one.rules.includes('eval')));
          // Of comments for the file that say the same the last alone is of use.
          if (one.last !== Number.POSITIVE_INFINITY) assert.equal(used.has(one), speaks);
        }
      }),
      { numRuns: 300 },
    );
  });
});
