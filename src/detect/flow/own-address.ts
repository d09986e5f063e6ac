import type { Follower } from './called.js';
import type { Name } from './names.js';

/** A request's whole address, as frameworks give it that follow the Fetch standard: https://developer.mozilla.org/en-US/docs/Web/API/Request/url. Node's own `req.url` is a path, of which `new URL` makes nothing. */
const WHOLE = /^[ \t]*new URL\([ ]?(?:\w{1,20}\.){0,2}(?:req|request)(?:\.raw)?\.url[ ]?\)[ \t\r\n;]*$/;
/** All of it, not what its query says. */
const ALL = /^[\w$]{1,60}(?:\.toString\(\)|\.href)?(?![\w.([?])/;

/** Does a name hold the address of this site, whatever a client sent behind it? Another path, protocol or port leads there again. */
export function isOwnAddress(follower: Follower, { name, code, index }: Name, offset: number): boolean {
  if (!ALL.test(code.slice(index))) return false;
  const made = follower.given(name, offset);
  if (made === undefined) return false;
  const { text } = follower.view;
  if (!WHOLE.test(text.slice(made.start, made.end))) return false;
  return !new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\.(?:host|hostname|href)[ ]?=(?!=)`).test(text.slice(made.end, offset));
}
