import type { ServerInfo } from '../../features/process/info.ts';
import { changeAndDiff } from './configuration.ts';
import { shapeOf } from './family.ts';
import { README_WORDS } from './grid.ts';
import { processFrames } from './process.ts';
import { driverFields, sessionFields, sessionsByName, timestamp } from './shape.ts';

/** The shape of ac-websockets-server's README: the default for clients. */
export const readmeShape = shapeOf({
  spellings: [],
  gridWords: README_WORDS,
  process: processFrames,
  info: (info) => ({ serverInfo: serverInfo(info, stateInWords(info)) }),
  driver: driverFields,
  // A bare map, not wrapped in `data`.
  sessions: (rows) => sessionsByName(rows, sessionFields),
  configuration: changeAndDiff,
  startedServer: (info) => ({ serverInfo: serverInfo(info, '') }),
  runningSession: sessionFields,
});

/** `cars` is a list as JSON inside a string. */
const serverInfo = ({ version, startedAt, track, cars }: ServerInfo, msg: string) => ({
  version: version ?? '',
  timestamp: timestamp(startedAt),
  track,
  cars: JSON.stringify(cars),
  msg,
});

/** The README has no key for the state, but a summary must say whether the server is running. */
function stateInWords({ state, heard, connected, slots, trouble, limits }: ServerInfo): string {
  const taken = heard ? `${connected} of ${slots} slots taken` : 'but nothing is heard of it';
  const words = state === 'running' ? `running, ${taken}` : state;
  return [words, ...(trouble === undefined ? [] : [trouble]), ...limits].join('; ');
}
