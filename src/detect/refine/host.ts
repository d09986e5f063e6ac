import { lowered } from '../candidate.js';
import type { Refinement } from './refinement.js';

/** Hosts that only the machine itself, or only documentation, has: RFC 2606, RFC 6761. */
const NOWHERE = /^@(?:127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\]|host\.docker\.internal|(?:[\w-]+\.)*(?:localhost|example(?:\.(?:com|org|net))?|invalid|test))(?![\w-]|\.\w)/;
/** A name without a dot: a service of a compose file, a machine of the local network. */
const LOCAL_NAME = /^@[a-z][\w-]*(?=[:/?"'\x60\s]|$)/;

/** A password in a URL is worth as much as its host. */
export const host: Refinement = (candidate, view) => {
  if (candidate.rule.kind !== 'secret' || view.text[candidate.secretEnd] !== '@') return candidate;
  const after = view.text.slice(candidate.secretEnd, candidate.secretEnd + 100).toLowerCase();
  if (NOWHERE.test(after)) return { ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'its host is this machine or an example'] };
  return LOCAL_NAME.test(after) ? lowered(candidate, 'its host is a name of a local network') : candidate;
};
