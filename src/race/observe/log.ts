// Turns facts of the log into findings: an entry per fact, and per finding the key that its datagram shares.

import type { Contact, FactOf, SentSession, StdoutFact } from '../../acserver/stdout/facts.ts';
import type { Driver } from '../../events/driver.ts';
import type { EventType } from '../../events/events.ts';
import type { SessionFacts } from '../../events/session.ts';
import type { RaceState } from '../state.ts';
import { said } from './chat.ts';
import { nextLap } from './laps.ts';
import { type Finding, type FindingOf, guidOf, type Situation } from './observer.ts';
import { driverOf } from './seats.ts';
import { sessionKind } from './sessions.ts';

/** Only the log reports it, so it need not wait. */
const AT_ONCE = 'at once';

/**
 * Findings that the log can report, and the key by which a line and the datagram of the same fact match. A finding of
 * the log that is missing here does not compile. Without a key it is emitted at once.
 */
const keys = {
  lapCompleted: ({ driver, lapMs }) => `lap ${driver.carId} ${lapMs}`,
  // The log prints the shortest decimal of the same float32.
  contact: ({ driver, other, speedKmh }) =>
    `contact ${driver.carId} ${other?.carId ?? 'wall'} ${Math.fround(speedKmh)}`,
  // Old logs are Latin-1, and control characters are replaced: only characters that both spell alike count.
  chat: ({ driver, text }) => `${chatOf(driver)}${text.replace(/[^\w?!]/g, '')}`,
  driverJoined: ({ driver }) => `joined ${driver.carId} ${driver.guid}`,
  driverLeft: ({ driver }) => `left ${driver.carId} ${driver.guid}`,
  sessionStarted: ({ facts }) => sessionKey(facts),
  // An answer may correct the clock, which no line reports.
  sessionAdjusted: ({ facts, late }) => (late ? undefined : sessionKey(facts)),
  sessionEnded: ({ resultsFile }) => resultsFile && `ended ${resultsFile}`,
  lobbyRegistered: AT_ONCE,
  lobbyFailed: AT_ONCE,
  lobbyLost: AT_ONCE,
} satisfies { readonly [Type in EventType]?: Key<Type> | typeof AT_ONCE };

type Key<Type extends EventType> = (finding: FindingOf<Type>) => string | undefined;

/** How all keys begin for what a driver says. */
export const chatOf = ({ carId }: Driver): string => `chat ${carId} `;

const sessionKey = ({ index, kind }: SessionFacts): string => `session ${index} ${kind}`;

/** The same fact has the same key in both sources. Facts that only one of them reports have none. */
export function keyOf(finding: Finding): string | undefined {
  // The function at a finding's type takes that finding. The index type cannot express this.
  const key = (keys as Readonly<Record<string, unknown>>)[finding.type] as Key<EventType> | typeof AT_ONCE | undefined;
  return typeof key === 'function' ? key(finding) : undefined;
}

export type LogFinding = FindingOf<keyof typeof keys>;

/** A fact that is no event. Code that needs it listens to the log itself. */
const NO_EVENT = undefined;

/**
 * What the game server's own log says about the race, fact by fact. It is the second source: what UDP reports too
 * counts only if UDP was not heard. Some facts have only a name, so a driver who cannot be distinguished from a
 * namesake is left out. A new fact does not compile until this table names it.
 */
const observed: {
  readonly [Name in StdoutFact['fact']]:
    | ((fact: FactOf<Name>, situation: Situation) => readonly LogFinding[])
    | typeof NO_EVENT;
} = {
  // The process is watched, and its events come from there.
  serverStarting: NO_EVENT,
  serverStarted: NO_EVENT,
  crashed: NO_EVENT,
  udpPluginOn: NO_EVENT,

  sessionStarted: (fact, { state }) => [
    { type: 'sessionStarted', facts: factsOf(fact, state), again: fact.restarted ?? false },
  ],
  sessionEnded: ({ resultsFile }) => [{ type: 'sessionEnded', resultsFile: resultsFile.replaceAll('\\', '/') }],
  sessionOver: NO_EVENT,
  noResults: NO_EVENT,
  looping: NO_EVENT,
  raceSkipped: NO_EVENT,

  driverJoined: joined,
  driverSeen: seen,
  refused: NO_EVENT,
  driverLeft: (fact, { state }) => withDriver(fact, state, (driver) => [{ type: 'driverLeft', driver }]),
  lapCompleted: (fact, { state }) =>
    withDriver(fact, state, (driver) => [
      { type: 'lapCompleted', driver, lapMs: fact.lapMs, cuts: fact.cuts, lap: nextLap(state, driver), board: [] },
    ]),
  contact: (fact, { state }) => contact(fact, state),
  tyres: NO_EVENT,
  chat: (fact, situation) => withDriver(fact, situation.state, (driver) => said(driver, fact.text, situation)),
  adminCommand: NO_EVENT,

  lobbyRegistering: NO_EVENT,
  lobbyRegistered: (_, { state }) => registered(state),
  lobbyFailed: ({ attempt }) => [{ type: 'lobbyFailed', by: 'server', attempt }],
  // A refused heartbeat is repeated every minute, but emitted once.
  lobbyLost: ({ answer }, { state }) => (state.lobby?.standing === 'lost' ? [] : [{ type: 'lobbyLost', answer }]),
  // An accepted one proves the registration, whoever made it.
  lobbyReply: ({ ok }, { state }) => (ok ? registered(state) : []),
};

export function observeLog(fact: StdoutFact, situation: Situation): readonly LogFinding[] {
  // The function at a fact's name takes that fact. The index type cannot express this.
  const observe = observed[fact.fact] as
    | ((fact: StdoutFact, situation: Situation) => readonly LogFinding[])
    | undefined;
  return observe?.(fact, situation) ?? [];
}

/** The log has no skin, and no GUID before v1.8. It does not say that the game has loaded: that is asked for. */
function joined({ slot, guid, name, car }: FactOf<'driverJoined'>): readonly LogFinding[] {
  const driver = { carId: slot, guid: guidOf(guid ?? '', slot), name };
  return [{ type: 'driverJoined', driver, model: car ?? '', skin: '' }];
}

/** Old logs are Latin-1: only characters that both spell alike count. */
const isSpelt = (driver: Driver | undefined, name: string): boolean =>
  driver !== undefined && driver.name.replace(/\W/g, '') === name.replace(/\W/g, '');

/** The block of the join was not read, but every message names who is in the car. */
function seen({ slot, name, car }: FactOf<'driverSeen'>, { state }: Situation): readonly LogFinding[] {
  if (isSpelt(state.drivers.get(slot), name)) return [];
  const before = state.seats.get(slot);
  const guid = before && isSpelt(before, name) ? before.guid : guidOf('', slot);
  return [{ type: 'driverJoined', driver: { carId: slot, guid, name }, model: car, skin: '' }];
}

function contact(fact: Contact, state: RaceState): readonly LogFinding[] {
  const { speedKmh, position, relativePosition } = fact;
  return withDriver(fact, state, (driver) => {
    if (fact.kind === 'environment')
      return [{ type: 'contact', against: 'wall', driver, speedKmh, position, relativePosition }];
    return withDriver({ name: fact.otherName }, state, (other) => [
      { type: 'contact', against: 'car', other, driver, speedKmh, position, relativePosition },
    ]);
  });
}

const registered = ({ lobby }: RaceState): readonly LogFinding[] =>
  lobby?.standing === 'registered' ? [] : [{ type: 'lobbyRegistered', by: 'server' }];

/** The driver in the slot, else the only one present with that name, else the only one who left. */
function withDriver(
  { name, slot }: { readonly name: string; readonly slot?: number | undefined },
  { drivers, seats }: RaceState,
  found: (driver: Driver) => readonly LogFinding[],
): readonly LogFinding[] {
  const seated = slot === undefined ? undefined : (drivers.get(slot) ?? seats.get(slot));
  const driver = seated?.name === name ? seated : (only(name, drivers) ?? only(name, seats));
  return driver ? found(driverOf(driver)) : [];
}

function only(name: string, seats: ReadonlyMap<number, Driver>): Driver | undefined {
  const namesakes = [...seats.values()].filter((driver) => driver.name === name);
  return namesakes.length === 1 ? namesakes[0] : undefined;
}

/** The log names no track or weather. Those of the running session apply, as they cannot change within a run. */
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
