import { rareLength } from './rarity.js';

/** Beginnings and endings of paths. */
const PATH =
  /^(?:\.{1,2}\/|~\/|[A-Za-z]:\\)|\.(?:js|ts|tsx|jsx|mjs|cjs|py|rb|go|java|json|ya?ml|toml|xml|html?|css|scss|md|txt|pem|crt|cer|key|pub|p12|jks|env|conf|cfg|ini|log|sh|sql|csv|png|jpe?g|svg|gif|erb|ejs|hbs|haml|twig|vue|svelte|php|properties)$/i;
/** A path, unless a piece of it looks random, since base64 holds slashes too. */
const SLASHES = /^[\w@.:-]*(?:\/[\w@.:-]+)+\/?$/;
/** A host with or without a path, such as an import of Go. */
const HOST = /^(?:[\w-]+\.)+(?:com|org|net|io|dev|in|sh|cloud|app|local)(?:[/:].*)?$/i;
const URL = /^[a-z][a-z0-9+.-]*:\/\//i;
/** A call, or the beginning of one whose argument held a quote. */
const CALL = /^[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*\(.*\)[;,]?$|\($/;
const MEMBER = /^[A-Za-z_$][\w$]*(?:(?:\??\.|::|->)[A-Za-z_$][\w$]*|\[["'\w$]*\]?)+$/;
/** What members that hold a digit are called; a password of two words with a dot between is called otherwise. */
const MEMBER_WORD = /pass|pwd|secret|token|key|env|conf|setting|cred|auth|param|prop|arg|opt|state|user|req|data|this|self|\[/i;
/** A value with so many random characters is no member, whatever its dots. */
const LONG_TOKEN = 12;
/** Names of hashes, ciphers and key derivations, also as Java writes them. */
const ALGORITHM = /^(?:sha|md|aes|[hrep]s)-?\d{1,3}(?:-(?:cbc|gcm|ecb|ctr))?$|^(?:AES|DES|DESede|RSA|Blowfish|RC[24])\/\w+\/\w+|with(?:Hmac|RSA|DSA|ECDSA|SHA|MD5|AES)/i;
/** An attribute or a selector by one: `input[type=password]`. */
const ATTRIBUTE = /^[\w-]*\[?[A-Za-z-]+[~|^$*]?=[A-Za-z-]+\]?$/;
const VERSION = /^[v^~]?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?$/;
const DATE = /^\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]*)?$/;
const COLOUR = /^#(?:[0-9a-f]{3,4}){1,2}$/i;
const INTEGRITY = /^(?:sha(?:1|224|256|384|512)|md5)[-:]/i;
/** `controller#action`, as routes name it. */
const ACTION = /^[a-z_/]+#[a-z_]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Is this value the name of something else: a path, a host, a URL, a call, a member, an algorithm, a version, a date, a colour, an integrity hash, an action? */
export function isReference(value: string): boolean {
  if ([PATH, HOST, URL, CALL, ALGORITHM, ATTRIBUTE, VERSION, DATE, COLOUR, INTEGRITY, ACTION].some((shape) => shape.test(value))) return true;
  const digits = /[0-9]/.test(value);
  if (MEMBER.test(value) && (!digits || MEMBER_WORD.test(value))) return rareLength(value) < LONG_TOKEN;
  return SLASHES.test(value) && (!digits || rareLength(value) === 0);
}

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
