/** Works out what happened to the cars of contacts whose ten seconds are over: in steps, as a pile-up has dozens of them. */
import type { CarEvidence, Evidence } from '../../events/evidence.ts';
import type { Steps } from '../../kit/pieces.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { lapsOf, type RaceState, type Session } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import { AFTER_MS, BEFORE_MS, consequenceOf, type Runner, runnerOf } from '../evidence/consequence.ts';
import type { OwnLaps } from '../evidence/ownLaps.ts';
import type { CarContact } from './cluster.ts';
import { contactEvidence, type Known } from './evidence.ts';
import type { IncidentFile } from './table.ts';

/** A lap is reported a moment after the line. */
const KNOWN_MS = AFTER_MS + 1000;
/** By then the positions are gone: after a longer downtime nothing is said about it. */
export const TOO_LATE_MS = 20_000;
/** A picture shows three seconds after the contact; what a car did there is known one sample later. */
const SHOWN_BEHIND_MS = 3500;
/** A car is known to be running by a sample this long before. */
const SEEN_MS = 1000;
/** Whose places are read in one step. */
const CARS_AT_ONCE = 20;

export interface ConsequenceParts {
  readonly traces: Pick<Traces, 'of' | 'placesOf'>;
  readonly usual: Pick<OwnLaps, 'usualTime'>;
  /** As for the evidence when the contact was reported. */
  readonly known?: Known | undefined;
  readonly state: () => RaceState;
}

/** Evidence with the time of the contact. */
export type DatedEvidence = Evidence & { readonly at: number };

/** The evidence of a file's contacts that can be completed now. @param now UTC, milliseconds */
export const dueIn = ({ facts }: Pick<IncidentFile, 'facts'>, now: number): DatedEvidence[] =>
  facts.contacts.flatMap(({ evidence }) => (evidence && isDue(evidence, now) ? [evidence] : []));

const isDue = (evidence: Evidence, now: number): evidence is DatedEvidence =>
  evidence.at !== undefined &&
  now - evidence.at >= KNOWN_MS &&
  now - evidence.at <= TOO_LATE_MS &&
  evidence.cars.every((car) => !car.consequence);

/** Evidence with what happened to the cars. The key is the evidence that it was worked out from. */
export class Completed {
  readonly #known = new Map<string, Evidence>();

  add(from: Evidence, completed: Evidence): void {
    this.#known.set(JSON.stringify(from), completed);
  }

  /** Undefined if it is not due, or has changed meanwhile. */
  of(evidence: Evidence | undefined): Evidence | undefined {
    return evidence && this.#known.get(JSON.stringify(evidence));
  }
}

/** One step for each contact, and some for the places of all cars. */
export function* complete(files: readonly IncidentFile[], now: number, parts: ConsequenceParts): Steps<Completed> {
  const completed = new Completed();
  const places = yield* placesAround(files, now, parts);
  for (const file of files) {
    const session = sessionOf(file.facts, parts.state());
    const field = { session, runners: runnersOf(places, session, parts.state()) };
    const seconds = withSecondsBehind(file, now, parts.traces);
    for (const [index, { evidence }] of file.facts.contacts.entries()) {
      if (!evidence || !isDue(evidence, now)) continue;
      const whole = again(file.contacts[index], seconds, parts.known) ?? evidence;
      completed.add(evidence, withConsequences(whole, field, parts));
      yield;
    }
  }
  return completed;
}

type Places = ReadonlyMap<number, Runner['places']>;

/** Where every car was around these contacts: read once for all, as they happened close together. */
function* placesAround(
  files: readonly IncidentFile[],
  now: number,
  { traces, state }: ConsequenceParts,
): Steps<Places> {
  const times = files.flatMap((file) => dueIn(file, now)).map(({ at }) => at);
  const [from, to] = [Math.min(...times) - BEFORE_MS - SEEN_MS, Math.max(...times) + KNOWN_MS];
  const places = new Map<number, Runner['places']>();
  for (const carId of state().drivers.keys()) {
    if (places.size % CARS_AT_ONCE === 0) yield;
    places.set(carId, traces.placesOf(carId, from, to));
  }
  yield;
  return places;
}

const runnersOf = (places: Places, session: Session | undefined, { drivers }: RaceState): readonly Runner[] =>
  [...drivers.values()].map((driver) =>
    runnerOf({
      carId: driver.carId,
      places: places.get(driver.carId) ?? [],
      lapsAt: lapsOf(session, driver).map(({ at }) => at),
    }),
  );

/** With all positions that its picture shows, so that the two say the same; undefined if they show less. */
function again(contact: CarContact | undefined, seconds: IncidentFile['seconds'], known?: Known): Evidence | undefined {
  const evidence = contact && contactEvidence(contact, seconds, known);
  return evidence?.at === undefined ? undefined : evidence;
}

/** Adds what a picture shows after a contact, which had not happened yet when it was reported. */
export function withSecondsBehind(
  { seconds, facts }: Pick<IncidentFile, 'seconds' | 'facts'>,
  now: number,
  traces: Pick<Traces, 'of'>,
): IncidentFile['seconds'] {
  const grown = new Map(Object.entries(seconds));
  for (const { evidence } of facts.contacts) {
    if (evidence?.at === undefined || now - evidence.at > TOO_LATE_MS) continue;
    for (const { carId } of evidence.cars) {
      const known = grown.get(String(carId)) ?? [];
      const newest = known.at(-1)?.at ?? evidence.at;
      const behind = traces.of(carId, newest, evidence.at + SHOWN_BEHIND_MS);
      const added = behind.filter(({ at }) => at > newest);
      if (added.length > 0) grown.set(String(carId), [...known, ...added]);
    }
  }
  return Object.fromEntries(grown);
}

interface Field {
  readonly session: Session | undefined;
  readonly runners: readonly Runner[];
}

function withConsequences(
  evidence: Evidence,
  { session, runners }: Field,
  { traces, usual }: ConsequenceParts,
): Evidence {
  const { at = 0 } = evidence;
  const raceSince = session?.facts.kind === 'race' ? session.facts.zeroAt : undefined;
  const usualTime = usual.usualTime.bind(usual);
  const carAfter = ({ carId, speeds, braking }: CarEvidence): CarEvidence => {
    const trace = traces.of(carId, at - BEFORE_MS - SEEN_MS, at + KNOWN_MS);
    const consequence = consequenceOf(carId, { at, trace, runners, raceSince, usualTime });
    return { carId, speeds, braking, consequence };
  };
  const [one, other] = evidence.cars;
  return { ...evidence, cars: [carAfter(one), carAfter(other)] };
}
