import { type Candidate, lowered } from '../candidate.js';
import type { Refinement } from './refinement.js';

// On paths in lower case: the flag i costs more to compile than all the rest.
const TEST = /(?:^|\/)(?:tests?|__tests__|__mocks__|mocks?|specs?|fixtures?|testdata|e2e|cypress)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|[._-](?:test|spec)\.[a-z]+$|_test\.go$/;
const DOCUMENT = /(?:^|\/)(?:docs?|documentation|examples?|samples?|demos?)\/|\.(?:md|mdx|rst|adoc)$|[._-](?:example|sample|template|dist)$/;

/** One of these is in every path that the patterns match: to look for them is quicker than to compile the patterns. */
const WORDS = ['test', 'spec', 'mock', 'fixture', 'e2e', 'cypress', 'doc', 'example', 'sample', 'demo', '.md', '.rst', 'template', '.dist', '_dist', '-dist'];

/** Most of the credentials that leak lie in tests: a password of plain words, which is a warning already, a token that decodes and a value that was judged by itself are still shown there. */
function staysShown({ rule, level, confidence }: Candidate): boolean {
  return rule.kind === 'secret' && level === 'warning' && (confidence === 'low' || rule.checksum !== undefined || rule.value !== undefined);
}

/** In tests, documents and examples most secrets are made up and most holes are not reachable: one level lower, still said. */
export const pathClass: Refinement = (candidate, view) => {
  if (candidate.proven) return candidate;
  const path = view.path.toLowerCase();
  if (!WORDS.some((word) => path.includes(word))) return candidate;
  if (TEST.test(path)) {
    const note = 'it is in a test path';
    return staysShown(candidate) ? { ...candidate, notes: [...candidate.notes, note] } : lowered(candidate, note);
  }
  if (DOCUMENT.test(path)) return lowered(candidate, 'it is in a document or example');
  return candidate;
};
