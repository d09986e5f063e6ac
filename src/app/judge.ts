/** What a scan needs once a text may hold something; a file of the program by itself, since most commits do without. */
export { scanName } from '../detect/scan-name.js';
export { judgeCandidates, scanText } from '../detect/scan-text.js';
export { TextView } from '../detect/text-view.js';
export { detectorWith } from './detector-of.js';
