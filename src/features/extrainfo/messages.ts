import type { PenaltyName } from '../../acserver/extrainfo/codes.ts';
import type { Collision, ExtraInfo } from '../../acserver/extrainfo/lines.ts';
import { type EventOf, hear, type Listeners, type RaceEvent } from '../../events/events.ts';
import type { Penalty, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { type RaceState, type Session, standingKey } from '../../race/state.ts';
import { averageLapMs } from '../penalties/averageLap.ts';
import { isActive } from '../penalties/penalty.ts';
import { causeInExtraInfo, infractionInExtraInfo } from '../penalties/rules.ts';

/**
 * The extra information for an event, with the server's own car ids. Empty for late events: programs assume that a line
 * is about now.
 *
 * @param drsFromLap the lap of a race from which DRS may be used; nothing is sent about it if absent
 */
export const messagesOf = (event: RaceEvent, state: RaceState, drsFromLap?: number): readonly ExtraInfo[] =>
  event.late ? [] : (hear(messages, event, state, drsFromLap) ?? []);

const messages: Listeners<readonly ExtraInfo[], [RaceState, number | undefined]> = {
  contact: (event, state) => [collision(event, sessionOf(event, state))],
  infraction: ({ driver, infraction: code, cuts, warnings, warningsBeforePenalty = 0 }) => {
    const infraction = infractionInExtraInfo(code);
    if (infraction === undefined) return [];
    return [{ kind: 'infraction', ...carOf(driver), infraction, cuts, warnings, warningsBeforePenalty }];
  },
  // A penalty that could not be served is reported by the time it was converted to.
  penaltyGiven: ({ penalty }, state) =>
    isActive(penalty) && !isManagers(penalty) ? applied(seated(penalty, state)) : [],
  penaltyChanged: ({ penalty, before }, state) => {
    if (isManagers(penalty)) return [];
    const now = seated(penalty, state);
    if (before.state === 'proposed') return penalty.state === 'issued' ? applied(now) : [];
    return penalty.state !== before.state && CLEARED.has(penalty.state) ? cleared(now) : [];
  },
  lapCompleted: (event, state, drsFromLap) => [
    ...averageLap(event, sessionOf(event, state)),
    ...drs(event, sessionOf(event, state), drsFromLap),
  ],
};

/** The manager has already said it in the same words. */
const isManagers = ({ source }: Penalty): boolean => source === 'manager';

/** The penalties that these lines have a name for; the others are only told in words. */
const NAMES: Readonly<Partial<Record<PenaltyType, PenaltyName>>> = {
  'drive-through': 'Drive Through',
  ballast: 'Ballast',
  restrictor: 'Restrictor',
  time: 'Time',
};

const CLEARED: ReadonlySet<PenaltyState> = new Set(['served', 'withdrawn']);

function collision(event: EventOf<'contact'>, session: Session | undefined): Collision {
  const { driver, other, against, at, speedKmh, position, relativePosition } = event;
  const hit = other && carOf(other);
  return {
    kind: 'collision',
    ...carOf(driver),
    against,
    otherGuid: hit?.guid ?? '',
    otherCarId: hit?.carId ?? 0,
    // Speeds come as 32-bit floats: more digits would not be exact.
    speedKmh: Math.round(speedKmh * 100) / 100,
    position,
    relativePosition,
    at: new Date(at).toISOString().slice(0, 19).replace('T', ' '),
    afterSessionEnd: session?.over ?? false,
  };
}

/** A driver who has changed cars takes the penalty along: somebody else may be in the old car. */
function seated(penalty: Penalty, { drivers }: RaceState): Penalty {
  const driver = [...drivers.values()].find(({ guid }) => guid === penalty.driver.guid);
  return driver ? { ...penalty, driver } : penalty;
}

/** A drive-through does not clear by itself: its laps are those to serve it in. */
function applied({ driver, type, amount, laps = 0, by, cause: why }: Penalty): readonly ExtraInfo[] {
  const [penalty, cause] = [NAMES[type], causeInExtraInfo(why)];
  if (penalty === undefined || cause === undefined) return [];
  const extras = { 'Drive Through': laps, Ballast: amount, Restrictor: amount, Time: amount * 1000 };
  const clearIn = type === 'ballast' || type === 'restrictor' ? laps : 0;
  return [
    {
      kind: 'penaltyApplied',
      ...carOf(driver),
      penalty,
      triggeredBy: by,
      clearIn,
      cause,
      extra: extras[penalty],
    },
  ];
}

/** Time goes into the result and never clears. */
function cleared({ driver, type, cause }: Penalty): readonly ExtraInfo[] {
  const penalty = causeInExtraInfo(cause) === undefined ? undefined : NAMES[type];
  return penalty === undefined || penalty === 'Time' ? [] : [{ kind: 'penaltyCleared', ...carOf(driver), penalty }];
}

function averageLap({ driver }: EventOf<'lapCompleted'>, session: Session | undefined): readonly ExtraInfo[] {
  const average = averageLapMs(session?.standings.get(standingKey(driver))?.laps ?? []);
  return average === undefined ? [] : [{ kind: 'averageLap', ...carOf(driver), averageLapMs: average }];
}

const drs = (
  event: EventOf<'lapCompleted'>,
  session: Session | undefined,
  fromLap: number | undefined,
): readonly ExtraInfo[] => (fromLap !== undefined && opensLap(fromLap, event, session) ? [{ kind: 'drsEnabled' }] : []);

/** Whether the leader of a race is just starting this lap: nobody else has completed as many. */
function opensLap(lap: number, { driver }: EventOf<'lapCompleted'>, session: Session | undefined): boolean {
  if (session?.facts.kind !== 'race' || session.over) return false;
  const far = [...session.standings.values()].filter(({ laps }) => laps.length >= lap - 1);
  const [only] = far;
  return far.length === 1 && only?.laps.length === lap - 1 && standingKey(only.driver) === standingKey(driver);
}

/** Servers without Steam call everybody "0". */
const carOf = ({ carId, guid }: { readonly carId: number; readonly guid: string }) => ({
  carId,
  guid: guid.startsWith('car:') ? '0' : guid,
});
