/** The version of the package; the build puts it in, the tests compare it with package.json. */
export const VERSION = '0.1.0';
