/** The league's rules for licence points: what gives points, when they expire, and what follows from how many. */
import { DEFAULT_INFRINGEMENTS, type Infringement } from './infringements.ts';

export interface LicenceRules {
  /** How long points count after the event or session they were given in; forever if absent. */
  readonly expiry?: { readonly count: number; readonly of: 'events' | 'days' } | undefined;
  /** By points, lowest first. */
  readonly thresholds: readonly Threshold[];
}

export interface Threshold {
  readonly points: number;
  /** What the league's rules say then: "ban for one race". Nothing happens automatically. */
  readonly consequence: string;
}

export const NO_LICENCE_RULES: LicenceRules = { thresholds: [] };

type Written = Readonly<Record<string, unknown>>;

const CONSEQUENCE_LENGTH = 100;

/** @param written [licence]: EXPIRY, and the consequence for each number of points */
export function readLicenceRules(written: Written): {
  readonly rules: LicenceRules;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const thresholds: Threshold[] = [];
  let expiry: LicenceRules['expiry'];
  for (const [key, value] of Object.entries(written)) {
    const said = String(value).trim();
    if (key.toUpperCase() === 'EXPIRY') {
      expiry = expiryIn(said);
      if (!expiry) problems.push('EXPIRY must be a number of events or days, such as "10 events" or "365 days".');
    } else if (!/^[1-9]\d?$/.test(key)) {
      problems.push(`${key} is neither EXPIRY nor a number of points from 1 to 99.`);
    } else if (said === '' || said.length > CONSEQUENCE_LENGTH) {
      problems.push(`${key} needs what follows, in at most ${CONSEQUENCE_LENGTH} characters.`);
    } else {
      thresholds.push({ points: Number(key), consequence: said });
    }
  }
  thresholds.sort((a, b) => a.points - b.points);
  return { rules: { expiry, thresholds }, problems };
}

function expiryIn(said: string): LicenceRules['expiry'] {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3}) (event|day)s?$/i.exec(said) ?? [];
  if (count === '') return undefined;
  return { count: Number(count), of: unit.toLowerCase() === 'event' ? 'events' : 'days' };
}

/** @param written [points]: by code of the list, how many points a penalty for it gives */
export function withPoints(
  list: readonly Infringement[] = DEFAULT_INFRINGEMENTS,
  written: Written,
): { readonly list: readonly Infringement[]; readonly problems: readonly string[] } {
  const said = new Map(Object.entries(written).map(([code, value]) => [code.toLowerCase(), String(value).trim()]));
  const problems = [...said].flatMap(([code, value]) => {
    if (!list.some((each) => each.code === code)) return [`${code} is no code of [infringements].`];
    return /^\d{1,2}$/.test(value) ? [] : [`${code} must be a whole number from 0 to 99.`];
  });
  if (problems.length > 0) return { list, problems };
  return {
    list: list.map((each) => {
      const points = said.get(each.code);
      return points === undefined ? each : { code: each.code, text: each.text, points: Number(points) };
    }),
    problems,
  };
}
