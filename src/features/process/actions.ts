import type { Configuration } from '../../acserver/configuration.ts';
import type { EntryList } from '../../acserver/ini/entryList.ts';
import { pluginProblem } from '../../acserver/ini/serverCfg.ts';
import type { Load } from '../../acserver/limits.ts';
import { howItEnded, type ServerProcess } from '../../acserver/process.ts';
import type { Server } from '../../command/app.ts';
import type { SessionFacts } from '../../events/events.ts';
import { UserError } from '../../kit/errors.ts';
import type { Progress } from '../../kit/progress.ts';
import { type RaceState, standingKey } from '../../race/state.ts';
import type { ControlActions } from '../drivers/control.ts';
import type { DriverRow } from '../drivers/rows.ts';
import type { ExtraInfoActions } from '../extrainfo/actions.ts';
import type { GridActions } from '../grid/actions.ts';
import type { IncidentActions } from '../incidents/actions.ts';
import type { LobbyActions } from '../lobby/actions.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import type { ResultsActions } from '../results/actions.ts';
import type { Rights } from '../rights/rights.ts';
import type { ConfigurationActions } from '../sessions/configuration.ts';
import type { SessionRow } from '../sessions/rows.ts';
import { sessionRows } from '../sessions/rows.ts';
import { runningSession } from '../sessions/running.ts';
import { adviceAbout, type TrackerActions } from '../tracker/actions.ts';
import type { ProcessChange, ProcessState, ServerInfo } from './info.ts';
import { lossOfStopping, mustBeStoppable, type StopOrder } from './stopping.ts';

export interface ServerParts {
  readonly id: string;
  /** `restart` where that is one thing. */
  readonly process: Pick<ServerProcess, 'status' | 'start' | 'stop'> & {
    readonly restart?: ((progress: Progress) => Promise<void>) | undefined;
  };
  /** Of a server that somebody else runs: what Pitwall cannot order, and why. Absent for one of its own. */
  readonly beyondReach?: Readonly<Partial<Record<StopOrder, string>>> | undefined;
  readonly state: () => RaceState;
  /** UTC, milliseconds. */
  readonly now: () => number;
  /** What is out of reach, one sentence each. */
  readonly limits: readonly string[];
  /** Reads the files anew. Throws UserError. */
  readonly configuration: () => Configuration;
  /** What the game server was started with; absent for one that others may start. */
  readonly started?: (() => Configuration) | undefined;
  /** Ends what belongs to the last life, and makes the plugin listen where this configuration says. */
  readonly prepare: (configuration: Configuration) => Promise<void>;
  readonly addressOf: (guid: string) => DriverRow['address'];
  readonly edit: ConfigurationActions;
  readonly grid: GridActions;
  readonly lobby: LobbyActions;
  readonly tracker: TrackerActions;
  readonly control: ControlActions;
  /** What somebody is to carry, whatever the entry list says. */
  readonly loadOf?: (seat: { readonly carId: number; readonly guid: string }) => Load;
  readonly penalties: PenaltyActions;
  readonly results: ResultsActions;
  readonly incidents: IncidentActions;
  readonly extraInfo: ExtraInfoActions;
  readonly rights: Rights;
  /** The list whose car ids the game server uses: the file may have been ordered since its start. */
  readonly entries: () => EntryList;
  /** What must be done where a signal kills at once. */
  readonly beforeKill: (() => Promise<void>) | undefined;
}

/** What can be done with one game server, whoever asks. */
export function serverActions(parts: ServerParts): Omit<Server, 'view'> {
  const { id, process, state } = parts;

  async function start(progress: Progress): Promise<void> {
    if (process.status().state === 'stopped' && state().heard) {
      throw new UserError(`${id} is running already, but Pitwall did not start it and cannot start it again.`);
    }
    const configuration = parts.configuration();
    const problem = pluginProblem(configuration.cfg);
    if (problem) progress(problem);
    await parts.prepare(configuration);
    await process.start(progress);
  }

  function changed(change: ProcessChange['change']): ProcessChange {
    const advice = adviceAbout(parts.tracker.info(), change);
    return { change, info: info(parts), ...(advice === undefined ? {} : { advice }) };
  }

  return {
    id,
    rights: parts.rights,
    info: () => info(parts),
    drivers: () => drivers(parts),
    sessions: () => sessions(parts),
    async start(progress) {
      await start(progress);
      return changed('started');
    },
    async stop(progress) {
      mustBeStoppable(parts, 'stop');
      await process.stop(progress, parts.beforeKill);
      return changed('stopped');
    },
    async restart(progress) {
      mustBeStoppable(parts, 'restart');
      // A file that cannot be read must not cost the running server.
      parts.configuration();
      if (process.restart) {
        await process.restart(progress);
        return changed('restarted');
      }
      await process.stop(progress, parts.beforeKill);
      await start(progress);
      return changed('restarted');
    },
    configuration: parts.edit,
    grid: parts.grid,
    lobby: parts.lobby,
    tracker: parts.tracker,
    control: parts.control,
    penalties: parts.penalties,
    results: parts.results,
    incidents: parts.incidents,
    extraInfo: parts.extraInfo,
    lossOfStopping: (order) => lossOfStopping(parts, order),
  };
}

function info({ id, process, state, now, configuration, entries, limits }: ServerParts): ServerInfo {
  const { cfg } = configuration();
  const known = state();
  const { session, drivers, version, heard = false } = known;
  const current = runningSession(known);
  const status = process.status();
  const running = status.state === 'stopped' && heard ? 'running' : status.state;
  const exit = status.state === 'stopped' && !heard ? status.lastExit : undefined;
  const trouble = exit && !exit.expected ? `It stopped by itself (${howItEnded(exit)}).` : pluginProblem(cfg);
  return {
    id,
    state: running satisfies ProcessState,
    name: cfg.name,
    track: session?.facts.track || cfg.track,
    layout: session ? session.facts.layout : cfg.layout,
    cars: cfg.cars,
    slots: Math.min(cfg.maxClients ?? Infinity, entries().slots.length),
    connected: drivers.size,
    ports: { udp: cfg.udpPort, tcp: cfg.tcpPort, http: cfg.httpPort },
    heard,
    limits,
    ...(status.startedAt === undefined ? {} : { startedAt: status.startedAt }),
    ...(version === undefined ? {} : { version }),
    ...(current && running === 'running' ? { session: current.facts } : {}),
    ...(current && isTimeUp(current.facts, now()) ? { isTimeUp: true as const } : {}),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

export const isTimeUp = ({ laps, minutes, zeroAt }: SessionFacts, now: number): boolean =>
  laps === 0 && minutes > 0 && zeroAt !== undefined && now > zeroAt + minutes * 60_000;

/** Who is on the server, and with what, by car id. */
export function drivers({
  state,
  entries,
  addressOf,
  loadOf,
}: Pick<ServerParts, 'state' | 'entries' | 'addressOf' | 'loadOf'>): DriverRow[] {
  const { slots } = entries();
  const { drivers, session } = state();
  return [...drivers.values()]
    .sort((a, b) => a.carId - b.carId)
    .map((driver) => {
      const slot = slots[driver.carId];
      const standing = session?.standings.get(standingKey(driver));
      const address = addressOf(driver.guid);
      return {
        ...driver,
        ballastKg: slot?.ballastKg ?? 0,
        restrictorPercent: slot?.restrictor ?? 0,
        ...loadOf?.(driver),
        laps: standing?.laps.length ?? 0,
        ...(standing?.bestLapMs === undefined ? {} : { bestLapMs: standing.bestLapMs }),
        ...(address === undefined ? {} : { address }),
      };
    });
}

function sessions({ state, configuration, started }: ServerParts): SessionRow[] {
  const known = state();
  const isUp = known.up || known.heard === true;
  return sessionRows({
    configured: configuration().cfg.sessions,
    started: isUp ? started?.().cfg.sessions : undefined,
    session: known.heard === true ? runningSession(known)?.facts : undefined,
  });
}
