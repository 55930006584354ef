import type { SessionConfig } from '../config.ts';
import { allHaveFinished, elapsedMs, presentSlots, shownIndex, type World } from '../world.ts';
import { finalRows } from './lap.ts';
import { sessionBlock } from './start.ts';

/** The lines for a session that has just begun, up to the data sent to each connected car. */
export function sessionLines(world: World, grid: readonly string[] = []): string[] {
  const block = sessionBlock(configuredSession(world));
  return ['NextSession', ...block, ...raceStart(world), ...conditions(world), ...grid, ...sending(world)];
}

/** Only if nobody has a time; then the order of the entry list counts. */
export const gridLines = ({ slots }: World): string[] => [
  'No laptime available, use car index for grids',
  ...slots.map(({ carId }, index) => `POS: ${index + 1}, SessionID:${carId}`),
];

/** The same session again, restarted by an admin. */
export const restartLines = (world: World): string[] => ['RESTARTING SESSION', ...sending(world)];

/** The same session again, because the lobby has accepted the server. */
export const lobbyRestartLines = (world: World): string[] => [
  'RESTARTING FROM SESSION 0',
  NOTHING_TO_SAVE,
  ...sessionLines(world),
];

export const NOTHING_TO_SAVE = 'Session has 0 laps, will not save json';

export const NO_CARS = 'No cars connected, move to next session';

/** QUALIFY_MAX_WAIT_PERC: drivers still on a lap are not waited for. */
export const waitedLine = ({ session, config }: World, waitMs: number): string =>
  `Session ${session?.name ?? ''}  ending because ${config.qualifyMaxWaitPercent}% best lap has been reached ${waitMs}`;

/** The end of the driving: printed once per session, when all have finished, or at the latest when it is saved. */
export function overLines(world: World): string[] {
  const { session } = world;
  if (world.isOver || !session) return [];
  world.isOver = true;
  return [`${sections[session.sessionType] ?? 'PRACTICE'} OVER PACKET`, ...finalRows(world)];
}

export const overIfAllFinished = (world: World): string[] => (allHaveFinished(world) ? overLines(world) : []);

export const savedLines = (world: World, filename: string): string[] => [
  ...overLines(world),
  `Saving session json file: ${filename}`,
];

const sections = ['BOOK', 'PRACTICE', 'QUALIFY', 'RACE'];

/** The session's facts from the recording; what it does not contain is as configured. */
function configuredSession({ session, config }: World): SessionConfig {
  const type = session?.sessionType ?? 0;
  const configured = config.sessions.find((candidate) => candidate.type === type);
  return {
    section: sections[type] ?? 'PRACTICE',
    type,
    name: session?.name ?? '',
    minutes: session?.timeMinutes ?? 0,
    laps: session?.laps ?? 0,
    open: configured?.open ?? 1,
    waitSeconds: Math.round((session?.waitTime ?? 0) / 1000),
  };
}

function raceStart(world: World): string[] {
  const { session } = world;
  if (session?.sessionType !== 3) return [];
  return [`RACE, WaitTime: ${session.waitTime} START TIME: ${startTime(world)}`];
}

function conditions({ session }: World): string[] {
  if (!session) return [];
  // Grip and wind were not recorded: assume a fully rubbered-in track and no wind.
  const grip =
    session.sessionIndex === 0 ? 'first session, resetting grip' : 'current_grip= 1  transfer= 1  sessiongrip= 1';
  return [
    `DynamicTrack: ${grip}`,
    `Weather update. Ambient: ${session.ambientTemp} Road: ${session.roadTemp} Graphics: ${session.weatherGraphics}`,
    'Wind update. Speed: 0 Direction: 0',
  ];
}

function sending(world: World): string[] {
  const { session } = world;
  if (!session) return [];
  const isRace = session.sessionType === 3;
  return [
    `SENDING session name : ${session.name}`,
    `SENDING session index : ${shownIndex(world)}`,
    `SENDING session type : ${session.sessionType}`,
    `SENDING session time : ${session.timeMinutes}`,
    `SENDING session laps : ${session.laps}`,
    ...(isRace ? [`SENDING session Timed Race: ${session.laps === 0}`] : []),
    ...presentSlots(world).flatMap(() => sendingToCar(world)),
  ];
}

/** Every client gets the whole grid. */
function sendingToCar(world: World): string[] {
  const now = Math.round(world.nowMs);
  return [
    ...world.slots.map(({ carId }) => `SENDING CAR: ${carId}`),
    `SENDING remote time : ${now} now:${now} start_time:${startTime(world)}`,
    `Sending weather  ${world.session?.ambientTemp} ${world.session?.roadTemp}`,
    'Sending wind  0 0',
  ];
}

/** Milliseconds since the server started; a race starts when the wait is over. */
const startTime = (world: World): number => Math.round(world.nowMs) - elapsedMs(world);
