export { gitleaks } from './gitleaks.js';
export { check, compile, examples } from './own-rules.js';
export { starter } from './starter.js';
