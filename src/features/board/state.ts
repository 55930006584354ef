/** Puts together what a board shows. */
import { isDriven, type Penalty } from '../../events/penalty.ts';
import type { LiveProcess } from '../../live/process.ts';
import { MARKS } from '../../race/gaps.ts';
import { lapCount } from '../../race/standings.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { SessionKey } from '../calendar/session.ts';
import type { SessionCount } from '../incidents/openCount.ts';
import type { BoardServerState, BoardSession, BoardState, OrderRow, ToServe } from './board.ts';
import { type Placed, runningOrder, type Seen } from './order.ts';
import type { Look } from './pace.ts';

/** What stewards decided. It only changes with events. */
export interface Stewarding {
  readonly openIncidents: number;
  readonly earlierIncidents: number;
  readonly toServe: ReadonlyMap<string, readonly ToServe[]>;
  readonly addedS: ReadonlyMap<string, number>;
  readonly disqualified: ReadonlySet<string>;
}

export interface BoardNeeds {
  readonly server: string;
  readonly state: RaceState;
  /** The configured name, used until the server reports its own. */
  readonly name: string;
  readonly process: Pick<ReturnType<LiveProcess['status']>, 'state' | 'isAssumed'>;
  readonly seen: Seen;
  readonly stewarding: Stewarding;
  readonly numberOf: (guid: string) => string | undefined;
  readonly isInPits: (carId: number) => boolean;
  /** UTC; `monotonic` is on the clock of `seen`. */
  readonly now: number;
  readonly monotonic: number;
}

export function boardState(needs: BoardNeeds): BoardState {
  const { server, state, name, stewarding, now } = needs;
  const { session } = state;
  const serverState = serverStateOf(needs);
  const isSeen = session !== undefined && ['running', 'deaf'].includes(serverState);
  return {
    server,
    name: session?.facts.serverName || name,
    state: serverState,
    session: isSeen ? sessionOf(session, now) : undefined,
    rows: isSeen ? rowsOf(session, needs) : [],
    openIncidents: stewarding.openIncidents,
    earlierIncidents: stewarding.earlierIncidents,
  };
}

function serverStateOf({ state, process }: BoardNeeds): BoardServerState {
  const { heard } = state;
  if (process.state === 'stopped') {
    if (heard) return 'running';
    return process.isAssumed ? 'unknown' : 'stopped';
  }
  return process.state === 'running' && heard === false ? 'deaf' : process.state;
}

function sessionOf(session: Session, now: number): BoardSession {
  const { name, kind, laps, minutes, zeroAt, track, layout, ambientC, roadC, weather } = session.facts;
  const isRace = kind === 'race';
  const endsAt = laps === 0 && minutes > 0 && zeroAt !== undefined ? zeroAt + minutes * 60_000 : undefined;
  const isBefore = isRace && zeroAt !== undefined && zeroAt > now;
  const driven = Math.max(0, ...[...session.standings.values()].map(lapCount));
  return {
    name,
    kind,
    laps,
    lap: isRace && !isBefore ? (laps > 0 ? Math.min(driven + 1, laps) : driven + 1) : undefined,
    startsAt: isBefore ? zeroAt : undefined,
    endsAt,
    isTimeUp: endsAt !== undefined && now > endsAt ? true : undefined,
    isOver: session.over ? true : undefined,
    track,
    layout,
    ambientC,
    roadC,
    weather,
  };
}

function rowsOf(session: Session, needs: BoardNeeds): readonly OrderRow[] {
  const { state, seen, stewarding, monotonic } = needs;
  const isDisqualified = (guid: string): boolean => stewarding.disqualified.has(guid);
  const order = runningOrder({ session, drivers: state.drivers, seen, isDisqualified, marks: MARKS, now: monotonic });
  return order.map((row) => completed(row, needs));
}

function completed(row: Placed, { stewarding, numberOf, isInPits, state }: BoardNeeds): OrderRow {
  const isThere = state.drivers.has(row.carId) && !row.isLoading && !row.isOut;
  return {
    ...row,
    number: numberOf(row.guid),
    isInPits: isThere && isInPits(row.carId) ? true : undefined,
    toServe: stewarding.toServe.get(row.guid) ?? [],
    addedS: stewarding.addedS.get(row.guid),
  };
}

/**
 * @param open how many incidents of each session wait for a decision
 * @param penalties those that a board shows
 * @param isOfThisRace whether a session counts in the result of the current race
 */
export function stewardingOf(
  open: readonly SessionCount[],
  penalties: readonly Penalty[],
  isOfThisRace: (key: SessionKey) => boolean,
): Stewarding {
  const toServe = new Map<string, readonly ToServe[]>();
  const addedS = new Map<string, number>();
  const disqualified = new Set<string>();
  for (const penalty of penalties) {
    const { type, amount, lapsLeft } = penalty;
    const { guid } = penalty.driver;
    if (isDriven(penalty)) {
      const due: ToServe = { type: type === 'stop-and-go' ? type : 'drive-through', seconds: amount, lapsLeft };
      toServe.set(guid, [...(toServe.get(guid) ?? []), due]);
    }
    if (type === 'time' && isOfThisRace(penalty)) addedS.set(guid, (addedS.get(guid) ?? 0) + amount);
    if (type === 'disqualification' && isOfThisRace(penalty)) disqualified.add(guid);
  }
  return {
    openIncidents: total(open.filter(isOfThisRace)),
    earlierIncidents: total(open.filter((each) => !isOfThisRace(each))),
    toServe,
    addedS,
    disqualified,
  };
}

const total = (counts: readonly SessionCount[]): number => counts.reduce((sum, { many }) => sum + many, 0);

/** Separates what is news from figures that change all the time. */
export function lookAt(state: BoardState): Look<BoardState> {
  const { server: _, rows, ...rest } = state;
  const isRace = state.session?.kind === 'race';
  const rowNews = ({
    carId,
    guid,
    name,
    bestLapMs,
    isInPits,
    isFinished,
    isOut,
    isDisqualified,
    isLoading,
    ...row
  }: OrderRow) =>
    [
      carId,
      guid,
      name,
      isRace ? 0 : (bestLapMs ?? 0),
      Number(isInPits ?? false),
      Number(isFinished ?? false),
      Number(isOut ?? false),
      Number(isDisqualified ?? false),
      Number(isLoading ?? false),
      row.addedS ?? 0,
      ...row.toServe.map(({ type, seconds, lapsLeft }) => `${type} ${seconds} ${lapsLeft ?? ''}`),
    ].join(' ');
  return {
    state,
    happened: JSON.stringify([rest, rows.map(rowNews)]),
    figures: rows.map(({ gap }) => (gap ? `${gap.laps} ${Math.round((gap.ms ?? -100) / 100)}` : '')).join(','),
  };
}
