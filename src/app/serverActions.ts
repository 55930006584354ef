/** The actions of one game server that commands use. */
import type { Server } from '../command/app.ts';
import { driverRows } from '../features/drivers/rows.ts';
import type { LiveServer } from '../live/liveServer.ts';
import type { Features } from './features.ts';

export function serverActions(live: LiveServer, features: Features): Omit<Server, 'view'> {
  const { process, sessions, drivers, handicaps } = features;
  return {
    id: live.id,
    free: () => live.free(),
    info: () => process.info(),
    drivers: () => driverRows(live, handicaps),
    sessions: () => sessions.rows(),
    start: (progress, attempt) => process.start(progress, attempt),
    stop: (progress, attempt) => process.stop(progress, attempt),
    restart: (progress, attempt) => process.restart(progress, attempt),
    lossOfStopping: (order) => process.lossOfStopping(order),
    configuration: sessions.configuration,
    grid: features.grid,
    lobby: features.lobby.actions,
    tracker: features.tracker.actions,
    control: { ...drivers.actions, ...handicaps.actions, ...sessions.actions },
    rights: features.rights,
    penalties: features.penalties.actions,
    results: features.results.actions,
    calendar: features.calendar,
    carryOver: features.carryOver,
    incidents: features.incidents.actions,
    appeals: features.appeals.actions,
    points: features.points,
    board: features.board.actions,
    desk: features.desk.actions,
    judging: features.judging,
    extraInfo: features.extraInfo.actions,
  };
}
