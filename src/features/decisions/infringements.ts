/** The infringements a decision can name: the league's list. */
import type { Incident } from '../../events/incident.ts';

export interface Infringement {
  /** As stored in rows. */
  readonly code: string;
  /** As people read it. */
  readonly text: string;
  /** Licence points for a penalty for it, unless somebody says otherwise. */
  readonly points?: number | undefined;
}

/** Common league rules; replaced by [infringements] of penalties.ini. */
export const DEFAULT_INFRINGEMENTS: readonly Infringement[] = [
  { code: 'collision', text: 'Causing a collision' },
  { code: 'forcing-off', text: 'Forcing another driver off the track' },
  { code: 'unsafe-rejoin', text: 'Rejoining the track unsafely' },
  { code: 'track-limits', text: 'Leaving the track and gaining an advantage' },
  { code: 'impeding', text: 'Impeding another driver' },
  { code: 'blue-flags', text: 'Ignoring blue flags' },
  { code: 'jump-start', text: 'Jump start' },
  { code: 'pit-lane', text: 'Breaking the rules of the pit lane' },
  { code: 'unsporting', text: 'Unsporting behaviour' },
];

/** The most likely code for an incident of this kind; undefined if the list does not have it. */
export function likelyInfringement(
  { contacts, sessionKind }: Pick<Incident, 'contacts' | 'sessionKind'>,
  list: readonly Infringement[],
): string | undefined {
  const likely = contacts.length > 0 ? 'collision' : sessionKind === 'qualify' ? 'impeding' : undefined;
  return list.find(({ code }) => code === likely)?.code;
}

const CODE = /^[a-z0-9][a-z0-9-]{0,29}$/;
/** Discord's limit for the name of a choice. */
const TEXT_LENGTH = 100;
/** Discord's limit for the options of a select. */
const MOST = 25;

/** @param written the keys of [infringements] and their values */
export function readInfringements(written: Readonly<Record<string, unknown>>): {
  readonly list: readonly Infringement[];
  readonly problems: readonly string[];
} {
  const list = Object.entries(written).map(([code, text]) => ({ code: code.toLowerCase(), text: String(text).trim() }));
  const problems = list.flatMap(({ code, text }) => {
    if (!CODE.test(code)) return [`${code} must be up to 30 lower-case letters, digits or dashes.`];
    if (text === '' || text.length > TEXT_LENGTH) return [`${code} needs a text of at most ${TEXT_LENGTH} characters.`];
    return [];
  });
  if (list.length > MOST) problems.push(`there are ${list.length} entries, and at most ${MOST} can be chosen from.`);
  return { list, problems };
}
