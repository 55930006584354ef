/**
 * What a race's positions show about something that a person reported, but no game. They are read from its trace file,
 * while that is kept, and stored with the incident a moment later.
 */
import type { Driver, EventBody } from '../../events/events.ts';
import type { CarEvidence, Evidence } from '../../events/evidence.ts';
import type { Encounter, Incident } from '../../events/incident.ts';
import type { Clock } from '../../kit/clock.ts';
import { nextTurn } from '../../kit/wait.ts';
import type { RaceState } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import type { TraceArchive } from '../../race/tracesArchive.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { AFTER_MS, consequenceOf, type Runner, runnerOf } from '../evidence/consequence.ts';
import { encounterOf, nearestOf } from '../evidence/encounter.ts';
import { LearntTrack } from '../evidence/learntTrack.ts';
import { isThisTrack, type LearntLine } from '../track/line.ts';
import type { SessionPlace } from './file.ts';
import type { LapJournal, Span } from './sessionLaps.ts';
import type { IncidentFile, IncidentTable } from './table.ts';

export interface Search {
  /** Of the incident. */
  readonly number: number;
  readonly place: SessionPlace;
  /** When it may have happened. */
  readonly span: Span;
  /** Whether somebody gave its time; otherwise that of the encounter is used. */
  readonly isTimed: boolean;
}

export interface LateEvidenceOptions {
  readonly table: Pick<IncidentTable, 'get' | 'put'>;
  readonly archive: Pick<TraceArchive, 'within'>;
  /** The latest seconds, for sessions without a file. */
  readonly traces: Pick<Traces, 'of'>;
  readonly journal: LapJournal;
  readonly line?: (() => LearntLine | undefined) | undefined;
  readonly state: () => RaceState;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly decide: (work: () => readonly EventBody[]) => void;
  readonly log: { warn(fields: object, message: string): void };
  /** As shown to people. */
  readonly get: (number: number) => Incident;
}

/** How long before and after it positions are needed. */
const [BEFORE_MS, BEHIND_MS] = [11_000, AFTER_MS + 2000] as const;
/** Read without a pause: these take 7 ms. */
const LAPS_AT_ONCE = 4000;
/** More drivers are not compared with each other. */
const MOST_DRIVERS = 6;

export class LateEvidence {
  readonly #options: LateEvidenceOptions;

  constructor(options: LateEvidenceOptions) {
    this.#options = options;
  }

  /** Starts looking; if it may be happening right now, once that is over. A failure only costs the evidence. */
  look(search: Search): void {
    const { clock } = this.#options;
    const isOver = search.span.to + BEHIND_MS - clock.now();
    const begin = (): void => void this.find(search).catch((err: unknown) => this.#failed(err));
    if (isOver > 0) clock.after(isOver, begin);
    else begin();
  }

  async find(search: Search): Promise<void> {
    const { table, decide, get } = this.#options;
    const before = table.get(search.number);
    if (!before || before.contacts.length > 0 || before.facts.encounter) return;
    const found = await this.#encounter(search, before.facts.drivers);
    if (!found) return;
    decide(() => {
      // It may have changed while the file was read.
      const file = table.get(search.number);
      if (!file || file.contacts.length > 0 || file.facts.mergedInto !== undefined) return [];
      table.put(withEncounter(file, found, search));
      return [{ type: 'incidentUpdated', incident: get(search.number) }];
    });
  }

  async #encounter({ place, span }: Search, drivers: readonly Driver[]): Promise<Found | undefined> {
    const { journal } = this.#options;
    const seated = journal.lastLaps(place).map(({ driver }) => driver);
    const seats = new Map(seated.map(({ guid, carId }) => [guid, carId]));
    const cars = drivers
      .slice(0, MOST_DRIVERS)
      .map(({ carId, guid, name }) => ({ carId: seats.get(guid) ?? carId, guid, name }));
    const driven = await this.#ways(
      place,
      span,
      cars.map(({ carId }) => carId),
    );
    const met = nearestPair(cars, driven);
    if (!met) return undefined;
    const ways = await this.#ways(place, { from: met.at - BEFORE_MS, to: met.at + BEHIND_MS });
    const [one, other] = met.drivers.map(({ carId }) => ways.get(carId) ?? []);
    const pair = [met.drivers[0].carId, met.drivers[1].carId] as const;
    const line = one && this.#lineAt(one, met.at);
    const told = one && other && encounterOf({ cars: pair, traces: [one, other], around: met.at, line });
    if (!told) return undefined;
    const { evidence, nearestM } = told;
    const runners = await this.#runners(place, ways, seated);
    const raceSince = place.kind === 'race' ? place.zeroAt : undefined;
    const carAfter = ({ carId, speeds, braking }: CarEvidence): CarEvidence => {
      const trace = ways.get(carId) ?? [];
      const aftermath = { at: evidence.at, trace, runners, raceSince, usualTime: () => undefined };
      return { carId, speeds, braking, consequence: consequenceOf(carId, aftermath) };
    };
    const after: Evidence = { ...evidence, cars: [carAfter(evidence.cars[0]), carAfter(evidence.cars[1])] };
    return { encounter: { drivers: met.drivers, nearestM, evidence: after }, at: evidence.at, ways };
  }

  /** In pieces: a race of a day has tens of thousands of laps. */
  async #runners(
    place: SessionPlace,
    ways: ReadonlyMap<number, readonly Sample[]>,
    seated: readonly Driver[],
  ): Promise<readonly Runner[]> {
    const { journal } = this.#options;
    const runners: Runner[] = [];
    let read = 0;
    for (const [carId, places] of ways) {
      const laps = seated.filter((each) => each.carId === carId).flatMap((each) => journal.lapsOf(place, each));
      runners.push(runnerOf({ carId, places, lapsAt: laps.map(({ at }) => at).sort((a, b) => a - b) }));
      read += laps.length;
      if (read > LAPS_AT_ONCE) {
        read = 0;
        await nextTurn();
      }
    }
    return runners;
  }

  async #ways(
    place: SessionPlace,
    span: Span,
    carIds?: readonly number[],
  ): Promise<ReadonlyMap<number, readonly Sample[]>> {
    const { archive, traces, state } = this.#options;
    const { run, session, drivers } = state();
    const kept = await archive.within(place, span, carIds);
    if (kept.size > 0 || place.run !== run || place.session !== session?.ordinal) return kept;
    const cars = carIds ?? [...drivers.keys()];
    return new Map(cars.map((carId) => [carId, traces.of(carId, span.from, span.to)]));
  }

  /** The known line is that of the current track, which may be a different one. */
  #lineAt(trace: readonly Sample[], at: number): LearntTrack | undefined {
    const line = this.#options.line?.();
    const sample = trace.find((each) => each.at >= at) ?? trace.at(-1);
    if (!line || !sample) return undefined;
    const isThis = isThisTrack(line, { x: sample.position[0], z: sample.position[2] }, sample.place);
    return isThis ? new LearntTrack(line, sample.place) : undefined;
  }

  #failed(err: unknown): void {
    this.#options.log.warn({ err }, 'the stored positions of a report could not be looked at');
  }
}

interface Found {
  readonly encounter: Encounter;
  readonly at: number;
  readonly ways: ReadonlyMap<number, readonly Sample[]>;
}

function nearestPair(cars: readonly Driver[], driven: ReadonlyMap<number, readonly Sample[]>) {
  let best: { drivers: readonly [Driver, Driver]; at: number; metres: number } | undefined;
  for (const [index, one] of cars.entries()) {
    for (const other of cars.slice(index + 1)) {
      const near = nearestOf(driven.get(one.carId) ?? [], driven.get(other.carId) ?? []);
      if (near && near.metres < (best?.metres ?? Infinity)) {
        best = { drivers: [one, other], at: near.at, metres: near.metres };
      }
    }
  }
  return best;
}

function withEncounter(file: IncidentFile, { encounter, at, ways }: Found, { place, isTimed }: Search): IncidentFile {
  const kept = encounter.drivers.map(({ carId }): [number, readonly Sample[]] => [carId, ways.get(carId) ?? []]);
  const timed =
    isTimed || place.zeroAt === undefined
      ? { at: file.facts.at, sessionMs: file.facts.sessionMs }
      : { at, sessionMs: at - place.zeroAt };
  return {
    ...file,
    seconds: { ...file.seconds, ...Object.fromEntries(kept) },
    facts: { ...file.facts, at: timed.at, sessionMs: timed.sessionMs, encounter },
  };
}
