import { droveInOn, namedOn, viewOf } from '../../src/app/serverView.ts';
import type { App, Server } from '../../src/command/app.ts';
import type { AuditRow } from '../../src/command/audit.ts';
import type { Caller, Role } from '../../src/command/caller.ts';
import type { Command } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import type { DriverRow } from '../../src/features/drivers/rows.ts';
import type { ServerInfo } from '../../src/features/process/info.ts';
import type { SessionRow } from '../../src/features/sessions/rows.ts';
import { emptyState, type RaceState } from '../../src/race/state.ts';
import { fakeAppeals } from '../fakes/appeals.ts';
import { auditInto } from '../fakes/audit.ts';
import { fakeBoard } from '../fakes/board.ts';
import { fakeCalendar, knownSession } from '../fakes/calendar.ts';
import { fakeCarryOver } from '../fakes/carryOver.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeConfiguration } from '../fakes/configuration.ts';
import { fakeControl } from '../fakes/control.ts';
import { fakeDesk } from '../fakes/desk.ts';
import { fakeDiscussions } from '../fakes/discussions.ts';
import { fakeExtraInfo } from '../fakes/extraInfo.ts';
import { fakeGrid } from '../fakes/grid.ts';
import { fakeIncidents } from '../fakes/incidents.ts';
import { fakeJudging } from '../fakes/judging.ts';
import { fakeLinks } from '../fakes/links.ts';
import { fakeLobby } from '../fakes/lobby.ts';
import { fakePenalties } from '../fakes/penalties.ts';
import { fakePictures } from '../fakes/pictures.ts';
import { fakePoints } from '../fakes/points.ts';
import { fakeResults } from '../fakes/results.ts';
import { fakeRights } from '../fakes/rights.ts';
import { fakeRoster } from '../fakes/roster.ts';
import { fakeTracker } from '../fakes/tracker.ts';
import { fakeUpkeep } from '../fakes/upkeep.ts';

export const info: ServerInfo = {
  id: 'gt3',
  state: 'running',
  startedAt: Date.UTC(2026, 0, 1, 11, 30),
  version: 'v1.15',
  name: 'Friday GT3',
  track: 'spa',
  layout: '',
  cars: ['ks_mclaren_650_gt3', 'bmw_z4_gt3'],
  slots: 24,
  connected: 2,
  ports: { udp: 9600, tcp: 9600, http: 8081 },
  heard: true,
  limits: [],
};

export const driver = (row: Partial<DriverRow> = {}): DriverRow => ({
  carId: 0,
  name: 'Ada Quick',
  guid: '76561198000000001',
  model: 'bmw_z4_gt3',
  skin: '00_blue',
  loaded: true,
  joinedAt: Date.UTC(2026, 0, 1, 11, 45),
  ballastKg: 0,
  restrictorPercent: 0,
  laps: 12,
  bestLapMs: 100_301,
  address: { host: '203.0.113.7', port: 51234 },
  ...row,
});

export const session = (row: Partial<SessionRow> = {}): SessionRow => ({
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 12,
  active: false,
  ...row,
});

/** A game server that immediately does what it is told, and records it. */
export function fakeServer(id = 'gt3', overrides: Partial<Server> & { readonly state?: RaceState } = {}) {
  const done: string[] = [];
  const change = (name: 'started' | 'stopped' | 'restarted') => async () => {
    done.push(name);
    return { change: name, info: { ...info, id, state: name === 'stopped' ? ('stopped' as const) : info.state } };
  };
  const { state = emptyState(1), ...given } = overrides;
  const parts: Omit<Server, 'view'> = {
    id,
    info: () => ({ ...info, id }),
    drivers: () => [driver()],
    sessions: () => [session({ active: true })],
    start: change('started'),
    stop: change('stopped'),
    restart: change('restarted'),
    configuration: fakeConfiguration(),
    grid: fakeGrid(),
    lobby: fakeLobby(),
    control: fakeControl(),
    tracker: fakeTracker(),
    penalties: fakePenalties(),
    results: fakeResults(),
    calendar: fakeCalendar(knownSession()),
    carryOver: fakeCarryOver(),
    incidents: fakeIncidents(),
    appeals: fakeAppeals(),
    points: fakePoints(),
    board: fakeBoard(),
    desk: fakeDesk(),
    judging: fakeJudging(),
    extraInfo: fakeExtraInfo(),
    rights: fakeRights(),
    lossOfStopping: () => 'The race is on lap 7 of 12.',
    ...given,
  };
  const server: Server = {
    ...parts,
    named: given.named ?? namedOn(parts),
    droveIn: given.droveIn ?? droveInOn(parts),
    view: given.view ?? (() => viewOf(parts, () => state)),
  };
  return { server, done };
}

/** What a role rests on, by way in; in the game, a typed password. */
const PROOFS = { slash: 'discord', component: 'discord', socket: 'token', chat: 'password' } as const;

export const caller = (role: Role, more: Partial<Caller> = {}): Caller => ({
  via: 'slash',
  proof: PROOFS[more.via ?? 'slash'],
  role,
  id: `the-${role}`,
  name: `The ${role}`,
  ...more,
});

/** Something that the owner has to put right. */
export const WARNING = 'Everybody can read #race-control.';

/** A dispatcher over made-up commands, which records everything that it sends out. */
export function worldOf(
  commands: readonly Command[],
  servers: readonly Server[] = [fakeServer().server],
  serverOfNumber?: App['serverOfNumber'],
) {
  const clock = new FakeClock();
  const audit: AuditRow[] = [];
  const errors: object[] = [];
  const shutdowns: number[] = [];
  const app: App = {
    servers: new Map(servers.map((server) => [server.id, server])),
    serverOfNumber,
    links: fakeLinks(),
    upkeep: fakeUpkeep(),
    pictures: fakePictures().pictures,
    roster: fakeRoster(),
    discussions: fakeDiscussions,
    privacyWarnings: () => [WARNING],
    shutdown: () => shutdowns.push(clock.now()),
  };
  const dispatcher = createDispatcher({
    commands,
    app,
    clock,
    audit: auditInto(audit),
    log: { error: (fields) => errors.push(fields) },
  });
  return { dispatcher, clock, audit, errors, app, shutdowns };
}
