import type { ServerInfo } from '../../features/process/info.ts';
import { changeAndDiff } from './configuration.ts';
import { gridAnswers, README_WORDS } from './grid.ts';
import { incidentAnswers } from './incidents.ts';
import { lobbyFrames, lobbyPushes } from './lobby.ts';
import { penaltyAnswers } from './penalties.ts';
import { processFrames } from './process.ts';
import {
  commonAnswers,
  driverFields,
  driversByName,
  goneRow,
  joinedRow,
  message,
  type Shape,
  sessionFields,
  sessionsByName,
  shownTo,
  startedInfo,
  timestamp,
} from './shape.ts';
import { trackerFrames } from './tracker.ts';

/** The shape of ac-websockets-server's README: what a client gets that has not said otherwise. */
export const readmeShape: Shape = {
  spellings: [],

  answers: () => ({
    ...commonAnswers,
    process: processFrames,
    lobby: lobbyFrames,
    tracker: trackerFrames,
    ...penaltyAnswers,
    ...incidentAnswers,
    ...gridAnswers(README_WORDS),
    info: ({ info }) => [{ data: { serverInfo: serverInfo(info, stateInWords(info)) } }],
    drivers: ({ drivers, show }) => [
      { data: { drivers: driversByName(drivers, (driver) => driverFields(driver, show)) } },
    ],
    // A bare map, without `data` around it.
    sessions: ({ sessions }) => [sessionsByName(sessions, sessionFields)],
    configuration: (change) => [message(changeAndDiff(change))],
  }),

  pushes: ({ role, app }) => ({
    serverStarted: (event) => {
      const info = startedInfo(event, app);
      return info ? [{ data: { serverInfo: serverInfo(info, '') } }] : [];
    },
    ...lobbyPushes({ role, app }),
    sessionStarted: ({ facts }) => [{ data: { session: { event: sessionFields(facts) } } }],
    driverJoined: (event) => [{ data: { driver: driverFields(joinedRow(event, app), shownTo(role)) } }],
    driverLeft: (event) => [{ data: { driver: { ...driverFields(goneRow(event), shownTo(role)), msg: 'leaving' } } }],
  }),
};

/** `cars` is a list written as JSON within a string. */
const serverInfo = ({ version, startedAt, track, cars }: ServerInfo, msg: string) => ({
  version: version ?? '',
  timestamp: timestamp(startedAt),
  track,
  cars: JSON.stringify(cars),
  msg,
});

/** The README has no key for it, but a summary that does not tell whether the server runs would be none. */
function stateInWords({ state, connected, slots, trouble, limits }: ServerInfo): string {
  const words = state === 'running' ? `running, ${connected} of ${slots} slots taken` : state;
  return [words, ...(trouble === undefined ? [] : [trouble]), ...limits].join('; ');
}
