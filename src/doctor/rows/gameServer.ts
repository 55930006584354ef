/** Checks the files, the program, the log and the results of each game server. */
import { timeOf } from '../../kit/timeOfDay.ts';
import type { LogFacts, ServerFacts } from '../facts.ts';
import { FINE, type Finding, fault, NOT_HERE, notRun, type Row, type Verdict, warning } from '../row.ts';
import { eachServer, whenHeard, withoutFiles } from './hearing.ts';

/** A running server registers with the lobby once a minute, and logs it. */
const LOG_QUIET_MS = 60_000;

export const gameServerRows: readonly Row[] = [
  {
    number: 27,
    title: 'SERVER_DIALECT matches every server',
    // Only this dialect's commands have no effect on a server of another kind; the others need no check.
    check: eachServer((server) => {
      const { id, isPlain, dialect } = server;
      if (dialect !== 'acsm') return FINE;
      if (isPlain === undefined) return whenHeard(server, () => notRun(`${id}: it has not been heard for long enough`));
      if (!isPlain) return FINE;
      return [
        warning(
          `${id}: this answers like a plain acServer, SERVER_DIALECT says acsm: kicks, bans and ballast would do nothing.`,
          'With the free server manager, which runs the plain acServer, set SERVER_DIALECT=kunos, SERVER_MODE=external and SERVER_FILES_WRITTEN_BY=manager; else update the manager.',
        ),
      ];
    }),
  },
  {
    number: 28,
    title: 'RCON accepts the password',
    check: eachServer(({ id, rcon }) => {
      if (rcon === undefined) return NOT_HERE;
      if (rcon === 'unreachable') return notRun(`${id}: RCON does not answer`);
      if (rcon === 'accepted') return FINE;
      const sentence = `${id}: RCON refuses ADMIN_PASSWORD of its files; is a preset in use?`;
      return [fault(sentence, 'Set SERVER_RCON_PASSWORD, or name the preset in SERVER_PRESET.')];
    }),
  },
  {
    number: 29,
    title: 'The plugin behind Pitwall responds',
    check: eachServer(({ id, chained }) => {
      if (!chained) return NOT_HERE;
      const { address, isHeard, isThere } = chained;
      if (isHeard === undefined && isThere === undefined) {
        return notRun(`${id}: ${address} is on another machine, and only a running Pitwall hears it`);
      }
      if (isHeard ?? isThere) return FINE;
      const sentence =
        isHeard === undefined
          ? `${id}: nothing listens on ${address}, where the plugin behind Pitwall should.`
          : `${id}: the plugin behind Pitwall has not answered on ${address}.`;
      return [
        warning(
          sentence,
          'Start it; its rcvPort must be the port of SERVER_CHAIN_SEND, and its sendPort that of SERVER_CHAIN_LISTEN.',
        ),
      ];
    }),
  },
  {
    number: 30,
    title: 'The files of every game server can be read',
    check: eachServer(({ id, problem, foundDirectory, tooLongList }) => {
      if (problem === undefined && tooLongList !== undefined) {
        return [
          warning(
            `${id}: ${tooLongList}`,
            'Move the entries of everyone who will drive to the top of the list, or remove slots.',
          ),
        ];
      }
      if (problem === undefined) return FINE;
      if (foundDirectory === undefined) return [fault(`${id}: ${problem}`, 'Correct SERVER_DIR, or that file.')];
      return [fault(`${id}: ${problem} It is in ${foundDirectory}.`, `Set SERVER_DIR=${foundDirectory}`)];
    }),
  },
  {
    number: 31,
    title: 'Every game server’s program can be started',
    check: eachServer((server) =>
      server.program || server.isExternal ? programFindings(server) : withoutFiles(server),
    ),
  },
  {
    number: 32,
    title: 'Every external server has its own log',
    check: eachServer(({ id, log, plugin }) => {
      if (!log) return NOT_HERE;
      return logFindings(id, log, plugin?.isHeard === true);
    }),
  },
  {
    number: 33,
    title: 'No log was replaced while Pitwall was away',
    check: eachServer(({ id, log, logGap }, now) => {
      if (!logGap) return log ? FINE : NOT_HERE;
      const { from, to } = logGap;
      const end = timeOf(to, now);
      const gap = from === undefined ? `what it said before ${end}` : `${timeOf(from, now)} to ${end}`;
      return [
        warning(
          `${id}: the log was replaced while Pitwall was away: ${gap} is unknown.`,
          'Rotate it with copytruncate, or while Pitwall runs.',
        ),
      ];
    }),
  },
  {
    number: 34,
    title: 'blacklist.txt can be written',
    check: eachServer(({ id, blacklistProblem, directory, problem }) => {
      if (directory === undefined) return NOT_HERE;
      if (problem !== undefined) return withoutFiles({ id });
      if (blacklistProblem === undefined) return FINE;
      return [
        warning(
          `${id}: blacklist.txt cannot be written (${blacklistProblem}): bans hold only while Pitwall runs.`,
          'Give the user of Pitwall the right to write there.',
        ),
      ];
    }),
  },
  {
    number: 35,
    title: 'The results can be read',
    check: eachServer(({ id, resultsProblem, directory, problem }) => {
      if (directory === undefined) return NOT_HERE;
      if (problem !== undefined) return withoutFiles({ id });
      if (resultsProblem === undefined) return FINE;
      return [
        warning(
          `${id}: the results cannot be read (${resultsProblem}): there is no classification.`,
          'acServer makes the folder "results" with its first session; its owner must let Pitwall read it.',
        ),
      ];
    }),
  },
  {
    number: 37,
    title: 'acServer runs in the same time zone',
    check: eachServer(({ id, zoneOffHours, directory }) => {
      if (directory === undefined) return NOT_HERE;
      if (zoneOffHours === undefined) return notRun(`${id}: there is no race result yet to tell it by`);
      if (zoneOffHours === 0) return FINE;
      const by = `${zoneOffHours > 0 ? '+' : ''}${zoneOffHours} h`;
      return [
        warning(`${id}: acServer runs in a different time zone (${by}).`, 'Set the same TZ for acServer and Pitwall.'),
      ];
    }),
  },
];

export function programFindings({ id, program }: Pick<ServerFacts, 'id' | 'program'>): Verdict {
  if (!program) return NOT_HERE;
  const { path, state } = program;
  switch (state) {
    case 'fine':
      return FINE;
    case 'missing':
      return [fault(`${id}: The program ${path} does not exist.`, 'Set ACSERVER_COMMAND, or correct SERVER_DIR.')];
    case 'not executable':
      return [fault(`${id}: ${path} may not be executed.`, `Run: chmod +x ${path}`)];
    case 'without its loader':
      return [
        fault(
          `${id}: ${path} is a 32-bit program, and this machine lacks its loader.`,
          'Install it: "apt install lib32gcc-s1 libc6-i386" on Debian and Ubuntu.',
        ),
      ];
  }
}

function logFindings(id: string, { path, problem, quietMs }: LogFacts, isHeard: boolean): readonly Finding[] {
  if (problem !== undefined) {
    return [
      warning(
        `${id}: SERVER_LOG_FILE ${path} cannot be read: ${problem}.`,
        'Correct the path, or let the group of Pitwall read it.',
      ),
    ];
  }
  if (!isHeard || quietMs === undefined || quietMs < LOG_QUIET_MS) return FINE;
  return [
    warning(
      `${id}: SERVER_LOG_FILE is not growing although the server sends UDP data, so it is not this server's log.`,
      'Name the file that the output of this game server goes to.',
    ),
  ];
}
