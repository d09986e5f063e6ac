/** File endings and path shapes; a secret with a slash in it still has digits or lacks such an ending. */
const PATH =
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)|^[\w@.-]+(?:\/[\w@.-]+){2,}$|\.(?:js|ts|tsx|jsx|mjs|cjs|py|rb|go|java|json|ya?ml|toml|xml|html?|css|scss|md|txt|pem|crt|cer|key|pub|p12|jks|env|conf|cfg|ini|log|sh|sql|csv|png|jpe?g|svg|gif)$/i;
const URL = /^[a-z][a-z0-9+.-]*:\/\//i;
const CALL = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\(|\)$/;
const MEMBER = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*|\[["'\w$]*\]?)+$/;
const VERSION = /^[v^~]?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?$/;
const DATE = /^\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]*)?$/;
const COLOUR = /^#(?:[0-9a-f]{3,4}){1,2}$/i;
const INTEGRITY = /^(?:sha(?:1|224|256|384|512)|md5)[-:]/i;
/** `controller#action`, as routes name it. */
const ACTION = /^[a-z_/]+#[a-z_]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Is this value the name of something else: a path, a URL, a call, a member, a version, a date, a colour, an integrity hash, an action? */
export function isReference(value: string): boolean {
  return [PATH, URL, CALL, MEMBER, VERSION, DATE, COLOUR, INTEGRITY, ACTION].some((shape) => shape.test(value));
}

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
