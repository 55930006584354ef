/**
 * The lines of a log that officials may read without asking: without what drivers typed and what was said to one of
 * them alone, and without IP addresses and GUIDs.
 */
export const forOfficials = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => !BETWEEN_TWO.test(line)).map(withoutIdentities);

/** Anywhere in the line: a line that was cut off has the next one attached. */
const BETWEEN_TWO = /CHAT \[|Send chat to car /;

/** A SteamID has 17 digits. */
const withoutIdentities = (line: string): string =>
  line.replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, '[address]').replace(/\d{17,}/g, '[GUID]');
