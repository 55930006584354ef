import type { Contact, SentSession, StdoutEvent } from '../../acserver/stdout/facts.ts';
import type { Driver, SessionFacts } from '../../events/events.ts';
import type { PresentDriver, RaceState } from '../state.ts';
import { said } from './chat.ts';
import { nextLap, nextLapIn } from './laps.ts';
import { type Finding, guidOf, type Situation } from './observer.ts';
import { changeTo, sessionKind } from './sessions.ts';

/**
 * What the game server's own log says of the race. It is the second witness: what it tells counts only where UDP was
 * not heard. Names are all it has for some facts, so whoever cannot be told from a namesake is left out.
 */
export function observeLog(fact: StdoutEvent, situation: Situation): readonly Finding[] {
  const { state } = situation;
  switch (fact.fact) {
    case 'joined':
      return joined(fact);
    case 'left':
      return withDriver(fact, state, (driver) => [{ type: 'driverLeft', driver }]);
    case 'lap':
      return withDriver(fact, state, (driver) => [
        { type: 'lapCompleted', driver, lapMs: fact.lapMs, cuts: fact.cuts, lap: nextLap(state, driver), board: [] },
      ]);
    case 'contact':
      return contact(fact, state);
    case 'chat':
      return withDriver(fact, state, (driver) => said(driver, fact.text, situation));
    case 'sessionSent':
      return [{ type: 'sessionStarted', facts: factsOf(fact, state), again: false }];
    case 'resultsSaved':
      return [{ type: 'sessionEnded', resultsFile: fact.file.replaceAll('\\', '/') }];
    default:
      return [];
  }
}

/**
 * Brings a finding that waited up to date with what is known by now; nothing is left of one that has been overtaken.
 *
 * @param ordinal of the session in which the log told it
 */
export function settle(finding: Finding, state: RaceState, ordinal: number): readonly Finding[] {
  const { session, previous } = state;
  const isOvertaken = ordinal < (session?.ordinal ?? 0);
  switch (finding.type) {
    case 'lapCompleted': {
      const driven = isOvertaken ? previous : session;
      return driven?.ordinal === ordinal ? [{ ...finding, lap: nextLapIn(driven, finding.driver) }] : [];
    }
    case 'sessionStarted':
      return isOvertaken ? [] : changeTo(finding.facts, session);
    case 'sessionEnded':
      return isOvertaken || !session || session.over ? [] : [finding];
    case 'driverJoined':
      return takenBy(state, finding.driver) ? [] : [...leaving(state, finding.driver.carId), finding];
    case 'driverLeft':
      return takenBy(state, finding.driver) ? [finding] : [];
    default:
      return [finding];
  }
}

/** The log carries no skin, and no GUID before v1.8. That the game has loaded it does not say: that is asked for. */
function joined({ slot, guid, name, car }: Extract<StdoutEvent, { fact: 'joined' }>): readonly Finding[] {
  const driver = { carId: slot, guid: guidOf(guid ?? '', slot), name };
  return [{ type: 'driverJoined', driver, model: car ?? '', skin: '' }];
}

function contact(fact: Contact, state: RaceState): readonly Finding[] {
  const { speedKmh, position, relativePosition } = fact;
  return withDriver(fact, state, (driver) => {
    const felt = { driver, speedKmh, position, relativePosition };
    if (fact.kind === 'environment') return [{ type: 'contact', against: 'wall', ...felt }];
    return withDriver({ name: fact.otherName }, state, (other) => [
      { type: 'contact', against: 'car', other, ...felt },
    ]);
  });
}

/** The driver meant by a slot, or else by a name that only one of those present has, or only one who left. */
function withDriver(
  { name, slot }: { readonly name: string; readonly slot?: number },
  { drivers, seats }: RaceState,
  found: (driver: Driver) => readonly Finding[],
): readonly Finding[] {
  const seated = slot === undefined ? undefined : (drivers.get(slot) ?? seats.get(slot));
  const driver = seated?.name === name ? seated : (only(name, drivers) ?? only(name, seats));
  return driver ? found(driverOf(driver)) : [];
}

function only(name: string, seats: ReadonlyMap<number, Driver>): Driver | undefined {
  const namesakes = [...seats.values()].filter((driver) => driver.name === name);
  return namesakes.length === 1 ? namesakes[0] : undefined;
}

const driverOf = ({ carId, guid, name }: Driver): Driver => ({ carId, guid, name });

const takenBy = ({ drivers }: RaceState, { carId, guid }: Driver): boolean => drivers.get(carId)?.guid === guid;

function leaving({ drivers }: RaceState, carId: number): readonly Finding[] {
  const present: PresentDriver | undefined = drivers.get(carId);
  return present ? [{ type: 'driverLeft', driver: driverOf(present) }] : [];
}

/** The log names no track and no weather: they are the running ones, which cannot change within a run. */
function factsOf({ name, index, type, timeMinutes, laps }: SentSession, { session }: RaceState): SessionFacts {
  return {
    index: index < 0 ? 255 : index,
    kind: sessionKind(type),
    name,
    minutes: timeMinutes,
    laps,
    track: session?.facts.track ?? '',
    layout: session?.facts.layout ?? '',
    serverName: session?.facts.serverName ?? '',
    ambientC: session?.facts.ambientC ?? 0,
    roadC: session?.facts.roadC ?? 0,
    weather: session?.facts.weather ?? '',
  };
}
