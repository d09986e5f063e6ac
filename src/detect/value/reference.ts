import { rareLength } from './rarity.js';

/** Beginnings and endings of paths. */
const PATH =
  /^(?:\.{1,2}\/|~\/|[a-z]:\\)|\.(?:js|ts|tsx|jsx|mjs|cjs|py|rb|go|java|json|ya?ml|toml|xml|html?|css|scss|md|txt|pem|crt|cer|key|pub|p12|jks|env|conf|cfg|ini|log|sh|sql|csv|png|jpe?g|svg|gif|erb|ejs|hbs|haml|twig|vue|svelte|php|properties)$/;
/** A path, unless a piece of it looks random, since base64 holds slashes too. */
const SLASHES = /^[\w@.:-]*(?:\/[\w@.:-]+)+\/?$/;
/** A host with or without a path, such as an import of Go. */
const HOST = /^(?:[\w-]+\.)+(?:com|org|net|io|dev|in|sh|cloud|app|local)(?:[/:].*)?$/;
const URL = /^[a-z][a-z0-9+.-]*:\/\//;
/** A call, or the beginning of one whose argument held a quote. */
const CALL = /^[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*\(.*\)[;,]?$|\($/;
const MEMBER = /^[A-Za-z_$][\w$]*(?:(?:\??\.|::|->)[A-Za-z_$][\w$]*|\[["'\w$]*\]?)+$/;
/** What members that hold a digit are called; a password of two words with a dot between is called otherwise. */
const MEMBER_WORD = /pass|pwd|secret|token|key|env|conf|setting|cred|auth|param|prop|arg|opt|state|user|req|data|this|self|\[/;
/** A value with so many random characters is no member, whatever its dots. */
const LONG_TOKEN = 12;
/** Names of hashes, ciphers and key derivations, also as Java writes them. */
const ALGORITHM = /^(?:sha|md|aes|[hrep]s)-?\d{1,3}(?:-(?:cbc|gcm|ecb|ctr))?$|^(?:aes|des|desede|rsa|blowfish|rc[24])\/\w+\/\w+|with(?:hmac|rsa|dsa|ecdsa|sha|md5|aes)/;
/** An attribute or a selector by one: `input[type=password]`. */
const ATTRIBUTE = /^[\w-]*\[?[A-Za-z-]+[~|^$*]?=[A-Za-z-]+\]?$/;
const VERSION = /^[v^~]?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?$/;
const DATE = /^\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]*)?$/;
const COLOUR = /^#(?:[0-9a-f]{3,4}){1,2}$/;
const INTEGRITY = /^(?:sha(?:1|224|256|384|512)|md5)[-:]/;
/** `controller#action`, as routes name it. */
const ACTION = /^[a-z_/]+#[a-z_]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Shapes of values in lower case: the flag i costs more to compile than all the rest. */
const FOLDED = [PATH, HOST, URL, ALGORITHM, COLOUR, INTEGRITY];
const EXACT = [CALL, ATTRIBUTE, VERSION, DATE, ACTION];

/** Is this value the name of something else: a path, a host, a URL, a call, a member, an algorithm, a version, a date, a colour, an integrity hash, an action? */
export function isReference(value: string): boolean {
  const lower = value.toLowerCase();
  if (FOLDED.some((shape) => shape.test(lower)) || EXACT.some((shape) => shape.test(value))) return true;
  const digits = /[0-9]/.test(value);
  if (MEMBER.test(value) && (!digits || MEMBER_WORD.test(lower))) return rareLength(value) < LONG_TOKEN;
  return SLASHES.test(value) && (!digits || rareLength(value) === 0);
}

export function isUuid(value: string): boolean {
  return UUID.test(value.toLowerCase());
}
