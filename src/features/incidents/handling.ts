/** What stewards do with incidents besides deciding: take, open, merge and split them. */
import type { Decision } from '../../events/decision.ts';
import type { Driver, EventBody, Ordered } from '../../events/events.ts';
import type { Incident, IncidentChange } from '../../events/incident.ts';
import { standingAbout } from '../../events/standing.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import { incidentName } from '../../texts/names.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Bench, Judge, Matter, Official } from '../judging/bench.ts';
import { fileOn, placeIn, withPeople } from './file.ts';
import type { LateEvidence } from './lateEvidence.ts';
import { mergedInto, merging, splitOff } from './parts.ts';
import type { IncidentFacts, IncidentFile } from './table.ts';
import type { Incidents } from './watch.ts';

/** Where and when something happened that nobody noticed. */
export interface Opening {
  /** The number of the session. */
  readonly session: number;
  /** Milliseconds on the session's clock. */
  readonly sessionMs: number;
  readonly drivers: readonly Driver[];
}

/** An opened incident, and the events that announce it. */
interface Opened {
  readonly incident: Incident;
  readonly bodies: readonly EventBody[];
}

export interface HandlingParts {
  readonly bench: Pick<Bench, 'judge'>;
  readonly server: string;
  readonly incidents: Pick<Incidents, 'get' | 'file' | 'keep'>;
  readonly calendar: Pick<Calendar, 'get' | 'of'>;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
  readonly impossible: () => IncidentFacts['impossible'];
  /** Looks at the stored positions when no game reported a contact. */
  readonly late?: Pick<LateEvidence, 'look'> | undefined;
}

/** How exactly a steward can tell the time of something. */
const ABOUT_MS = 15_000;

export class Handling {
  readonly #parts: HandlingParts;

  constructor(parts: HandlingParts) {
    this.#parts = parts;
  }

  /** From now on this steward investigates it, and nobody else. */
  take(number: number, by: Official, attempt?: Attempt): Incident {
    const { incidents, bench } = this.#parts;
    return this.#change(number, attempt, () => {
      const { file, matter } = this.#about(number);
      const judge = bench.judge(by, matter);
      if (file.facts.takenBy === by.by)
        throw new UserError(`You have already taken ${incidentName(incidents.get(number))}.`);
      return [withChange({ ...file, facts: { ...file.facts, takenBy: by.by } }, this.#said(judge, 'taken', matter))];
    });
  }

  /** An incident with its own card stays as it is. */
  post(number: number, by: Official, attempt?: Attempt): Incident {
    const { incidents, bench } = this.#parts;
    const judge = bench.judge(by, this.#about(number).matter);
    if (incidents.get(number).fold === undefined) return incidents.get(number);
    return this.#change(number, attempt, () => {
      const { file, matter } = this.#about(number);
      return [withChange(file, this.#said(judge, 'posted', matter))];
    });
  }

  open({ session, sessionMs, drivers }: Opening, by: Official, attempt?: Attempt): Incident {
    const { incidents, decide, server, now, state, calendar, impossible, bench } = this.#parts;
    const place = placeIn(state(), calendar.get(session));
    if (drivers.length === 0) throw new UserError('Who was in it? Names, car IDs or GUIDs.');
    const matter: Matter = { drivers };
    let opened: Incident | undefined;
    decide(() => {
      const judge = bench.judge(by, matter);
      const at = place.zeroAt === undefined ? now() : place.zeroAt + sessionMs;
      const empty = fileOn(place, { at, server, sessionMs, impossible: impossible() });
      const file = withChange(withPeople(empty, drivers, state()), this.#said(judge, 'opened', matter));
      const { incident, bodies } = incidents.keep(file, true);
      opened = incident;
      attempt?.done(`${incident ? incidentName(incident) : 'the incident'} opened`);
      return bodies;
    });
    if (!opened) throw new Error('an incident that was opened was not kept');
    if (place.zeroAt !== undefined) {
      const at = place.zeroAt + sessionMs;
      const span = { from: at - ABOUT_MS, to: at + ABOUT_MS };
      this.#parts.late?.look({ number: opened.number, place, span, isTimed: true });
    }
    return opened;
  }

  /** Opens one for a decision that belongs to none. Call it inside a transaction. */
  openFor({ run, session, driver, at }: Decision, { by, byId }: Ordered): Opened {
    const { incidents, server, state, calendar, impossible, now } = this.#parts;
    const known = calendar.of(run, session);
    const place = known ? placeIn(state(), known) : { run, session, kind: 'other' as const, name: '' };
    const empty = fileOn(place, { at, server, impossible: impossible() });
    const file = withChange(withPeople(empty, [driver], state()), { at: now(), by, byId, what: 'opened' });
    const { incident, bodies } = incidents.keep(file, true);
    if (!incident) throw new Error('an incident that was opened was not kept');
    return { incident, bodies };
  }

  /** The lower number stays, and the other one points to it; decisions keep their numbers. */
  merge(one: number, other: number, by: Official, attempt?: Attempt): Incident {
    const { incidents, bench } = this.#parts;
    const [kept, part] = [incidents.get(one).number, incidents.get(other).number].sort((a, b) => a - b);
    if (kept === undefined || part === undefined || kept === part) {
      throw new UserError(`${incidentName({ number: other })} is ${incidentName({ number: one })} already.`);
    }
    return this.#change(kept, attempt, () => {
      refuseMerging(incidents.get(kept), incidents.get(part));
      const [into, from] = [this.#about(kept), this.#about(part)];
      const judge = bench.judge(by, into.matter, from.matter);
      return [
        withChange(mergedInto(from.file, kept), this.#said(judge, 'merged', from.matter, kept)),
        withChange(merging(into.file, from.file), this.#said(judge, 'merged', into.matter, part)),
      ];
    });
  }

  /** Moves the named drivers to a new incident. Drivers with a decision cannot be moved. */
  split(number: number, drivers: readonly Pick<Driver, 'guid' | 'name'>[], by: Official, attempt?: Attempt): Incident {
    const { incidents, decide, bench } = this.#parts;
    let opened: Incident | undefined;
    decide(() => {
      const incident = incidents.get(number);
      const { file, matter } = this.#about(number);
      const judge = bench.judge(by, matter);
      refuseSplitting(incident, drivers);
      const parts = splitOff(file, new Set(drivers.map(({ guid }) => guid)));
      const fresh = incidents.keep(withChange(parts.off, this.#said(judge, 'split', matter, incident.number)), true);
      opened = fresh.incident;
      const left = incidents.keep(withChange(parts.rest, this.#said(judge, 'split', matter, fresh.incident?.number)));
      attempt?.done(`the split of ${incidentName(incident)}`);
      return [...fresh.bodies, ...left.bodies];
    });
    if (!opened) throw new Error('an incident that was split off was not kept');
    return opened;
  }

  #change(number: number, attempt: Attempt | undefined, work: () => readonly IncidentFile[]): Incident {
    const { incidents, decide } = this.#parts;
    decide(() => {
      const bodies = work().flatMap((file) => incidents.keep(file).bodies);
      attempt?.done(`the change of ${incidentName({ number })}`);
      return bodies;
    });
    return incidents.get(number);
  }

  #about(number: number): { readonly file: IncidentFile; readonly matter: Matter } {
    const file = this.#parts.incidents.file(number);
    const { run, session } = file.facts;
    return { file, matter: { run, session, incident: file.number, drivers: [] } };
  }

  #said(judge: Judge, what: IncidentChange['what'], matter: Matter, other?: number): IncidentChange {
    const { by, byId, despite } = judge.sign(matter);
    return { at: this.#parts.now(), by, byId, what, other, despite };
  }
}

export const withChange = (file: IncidentFile, change: IncidentChange): IncidentFile => ({
  ...file,
  facts: { ...file.facts, history: [...file.facts.history, change] },
});

function refuseMerging(kept: Incident, part: Incident): void {
  const names = `${incidentName(kept)} and ${incidentName(part)}`;
  if (kept.state === 'closed' || part.state === 'closed') {
    throw new UserError(`${names} are part of a final result; nothing was changed.`);
  }
  if (kept.run !== part.run || kept.session !== part.session) {
    throw new UserError(`${names} are from different sessions and cannot be merged.`);
  }
  const twice = kept.drivers.find(
    ({ guid }) => standingAbout(kept.decisions, guid) && standingAbout(part.decisions, guid),
  );
  if (!twice) return;
  throw new UserError(`${twice.name || twice.guid} has a decision in both ${names}: withdraw one first.`);
}

function refuseSplitting(incident: Incident, drivers: readonly Pick<Driver, 'guid' | 'name'>[]): void {
  const name = incidentName(incident);
  if (incident.state === 'closed') throw new UserError(`${name} is part of a final result; nothing was changed.`);
  for (const driver of drivers) {
    const who = driver.name || driver.guid;
    if (!incident.drivers.some(({ guid }) => guid === driver.guid)) throw new UserError(`${who} was not in ${name}.`);
    if (incident.decisions.some((each) => each.driver.guid === driver.guid)) {
      throw new UserError(`${who} already has a decision in ${name}: only undecided drivers can be split off.`);
    }
  }
  if (drivers.length > 0 && drivers.length < incident.drivers.length) return;
  throw new UserError(`Name some of the drivers in ${name}, but not all: somebody has to stay.`);
}
