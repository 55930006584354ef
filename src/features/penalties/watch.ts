/**
 * Applies the rules, counts laps down and closes what a race leaves open, in the transaction of the event that causes
 * it. The resulting events are journaled after that event.
 */
import {
  type Driver,
  type EventBody,
  type EventOf,
  hear,
  type Listeners,
  type RaceEvent,
} from '../../events/events.ts';
import { isDriven, type PenaltyType } from '../../events/penalty.ts';
import type { Bus } from '../../race/bus.ts';
import { contactOf, lapAt, momentOfContact } from '../../race/contactMoment.ts';
import { hadFinished } from '../../race/flag.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import type { RaceState } from '../../race/state.ts';
import type { Text } from '../../texts/catalogue.ts';
import { ownReason } from '../../texts/reasons.ts';
import { byRule } from '../judging/bench.ts';
import { type PitRules, secondsInstead } from './conversion.ts';
import { type Change, change, type Decision, fail, leave } from './decisions.ts';
import { beginning, impose, insteadOf } from './imposition.ts';
import { type BrokenRule, judge, judgedTypes, type WarningCount, warningsOf } from './judge.ts';
import type { Ledger, NewPenalty } from './ledger.ts';
import { type OccasionParts, occasionOf } from './occasion.ts';
import { isServedInRace, lapsDriven, MOVES, moved, withLap } from './penalty.ts';
import { type RuleKind, ruleKinds } from './rules.ts';
import type { PenaltySettings } from './settings.ts';
import { emptyTally } from './tally.ts';
import type { TallyMemory } from './tallyMemory.ts';

/** The author of automatic decisions; the manager uses the same word. */
const AUTOMATIC = 'Automatic';

export interface PenaltyWatchOptions {
  readonly bus: Pick<Bus, 'durable'>;
  readonly ledger: Ledger;
  readonly calendar: OccasionParts['calendar'];
  readonly settings: PenaltySettings;
  readonly memory: TallyMemory;
  /** Whether the server confirms that a penalty has reached the car; if absent, no type is confirmed. */
  readonly isConfirmed?: ((type: PenaltyType) => boolean) | undefined;
  /** Whether a timed race continues for one more lap; unknown if absent. */
  readonly extraLap?: (() => boolean | undefined) | undefined;
  /** The rules that can be watched; all of them if absent. */
  readonly kinds?: readonly RuleKind[] | undefined;
}

export interface PenaltyWatch {
  /** A driver's warnings in the newest session. */
  warningsOf(guid: string): readonly WarningCount[];
}

export function watchPenalties(options: PenaltyWatchOptions): PenaltyWatch {
  const { bus, ledger, calendar, settings, memory, kinds = ruleKinds, isConfirmed = () => false } = options;
  const { extraLap = () => undefined } = options;
  const { rules } = settings;
  const isWatching = Object.keys(rules).length > 0;
  const judged = judgedTypes(kinds);

  const reactions: Listeners<readonly EventBody[], [RaceState]> = {
    sessionStarted: (event) => (event.facts.kind === 'race' ? begun(ledger, event, isConfirmed) : []),
    sessionEnded: (event, state) =>
      sessionOf(event, state)?.facts.kind === 'race' && !event.restarted ? overdue(ledger, settings, event) : [],
    lapCompleted: (event, state) => (sessionOf(event, state)?.facts.kind === 'race' ? lapDriven(ledger, event) : []),
    driverLeft: ({ driver, at }) => departed(ledger, driver, at),
  };

  bus.durable((event, state) => {
    const served = hear(reactions, event, state) ?? [];
    if (!isWatching || !judged.has(event.type) || isAfterFlag(event, state)) return served;
    const known = memory.load('driver' in event ? event.driver?.guid : undefined) ?? emptyTally;
    const { tally, broken } = judge(rules, known, event, kinds);
    if (tally !== known) memory.save(tally);
    return [
      ...served,
      ...broken
        .map((each) => ({ ...each, lap: lapOfContact(event, state) ?? each.lap }))
        .flatMap((each) =>
          charge(ledger, event, { broken: each, state, calendar, isConfirmed, pits: settings, extraLap: extraLap() }),
        ),
    ];
  });
  return { warningsOf: (guid) => (isWatching ? warningsOf(rules, memory.load(guid) ?? emptyTally, guid) : []) };
}

/** Both cars report a contact, seconds apart; the lap is the one shown to everybody. */
function lapOfContact(event: RaceEvent, state: RaceState): number | undefined {
  const session = sessionOf(event, state);
  const [first] = (event.type === 'contact' && contactOf(event, session)?.reports) || [];
  return session && first && event.type === 'contact'
    ? lapAt(session, event.driver, momentOfContact(first))
    : undefined;
}

/** Rules do not apply after a driver's chequered flag. */
const isAfterFlag = (event: RaceEvent, state: RaceState): boolean =>
  'driver' in event && event.driver !== undefined && hadFinished(sessionOf(event, state), event.driver, event);

const automatic = (at: number, why: Text): Decision => ({ at, judge: byRule(AUTOMATIC), ...ownReason(why) });

const counted = (at: number, why: Text): Change => ({ at, by: AUTOMATIC, ...ownReason(why) });

/** Penalties given before the race are served in it, from its start or from when the server confirms them. */
const begun = (ledger: Ledger, { at }: RaceEvent, isConfirmed: (type: PenaltyType) => boolean): EventBody[] =>
  ledger
    .active(undefined, ...MOVES.begin.types)
    .filter((penalty) => penalty.state === 'issued' && isServedInRace(penalty) && !isConfirmed(penalty.type))
    .map((penalty) => change(ledger, penalty, moved(penalty, 'begin'), counted(at, { key: 'raceBegan' })));

function lapDriven(ledger: Ledger, event: EventOf<'lapCompleted'>): EventBody[] {
  const why = counted(event.at, { key: 'lapDriven', params: { lap: event.lap } });
  return ledger.active(event.driver.guid).flatMap((penalty) => {
    const after = withLap(penalty, event);
    return after === penalty ? [] : [change(ledger, penalty, after, why)];
  });
}

/** Penalties that nobody called served by the end of the race; they can still be called served. */
function overdue(ledger: Ledger, pits: PitRules, { at, run, session }: EventOf<'sessionEnded'>): EventBody[] {
  const decision = automatic(at, { key: 'neverCalledServed' });
  const cause = 'finished with an unserved penalty';
  return (
    ledger
      .active(undefined, 'drive-through', 'stop-and-go')
      // The manager itself decides about its own penalties.
      .filter((penalty) => isDriven(penalty) && penalty.state === 'serving' && penalty.source !== 'manager')
      .flatMap((penalty) =>
        fail(ledger, penalty, { run, session, seconds: secondsInstead(penalty, pits), cause }, decision),
      )
  );
}

/** A driver who was to be kicked has left. */
const departed = (ledger: Ledger, { guid }: Driver, at: number): EventBody[] =>
  ledger
    .active(guid)
    .filter(({ type }) => type === 'kick')
    .flatMap((penalty) => leave(ledger, penalty, counted(at, { key: 'leftServer' })));

interface Charge {
  readonly broken: BrokenRule;
  readonly state: RaceState;
  readonly calendar: OccasionParts['calendar'];
  readonly isConfirmed: (type: PenaltyType) => boolean;
  readonly pits: PitRules;
  readonly extraLap: boolean | undefined;
}

function charge(
  ledger: Ledger,
  event: RaceEvent,
  { broken, state, calendar, isConfirmed, pits, extraLap }: Charge,
): EventBody[] {
  if (!('driver' in event) || !event.driver) return [];
  const { penalty, ...facts } = broken;
  const { carId, guid, name } = event.driver;
  const driver: Driver = { carId, guid, name };
  const told: EventBody = { type: 'infraction', driver, ...facts };
  if (!penalty) return [told];
  const { run, session: ordinal, at } = event;
  const session = sessionOf(event, state);
  const occasion = occasionOf(state, calendar, session);
  const { type, amount, laps } = penalty;
  const given: NewPenalty = {
    run,
    session: ordinal,
    driver,
    type,
    amount,
    laps,
    lapsLeft: laps,
    cause: broken.infraction,
    source: 'automatic',
    by: AUTOMATIC,
    at,
    ...ownReason(infractionText(broken)),
    state: beginning({ type }, occasion, isConfirmed(type)),
    counted: lapsDriven({ run, session: ordinal }, session?.standings.values() ?? [], guid),
  };
  const { bodies } = impose(ledger, given, insteadOf(given, occasion, { at, pits, extraLap }), {
    judge: byRule(AUTOMATIC),
  });
  return [told, ...bodies];
}

const infractionText = ({ infraction, lap, cutSectors, warningsBeforePenalty = 0 }: BrokenRule): Text => ({
  key: 'infractionInLap',
  params: { infraction, lap, sectors: cutSectors, warnings: warningsBeforePenalty },
});
