/** Checks whether this machine runs Pitwall and keeps its data properly. */
import { ownCommand } from '../../kit/ownCommand.ts';
import type { DataFacts } from '../facts.ts';
import { FINE, fault, NOT_HERE, notRun, type Row, warning } from '../row.ts';
import { inStore } from './missing.ts';

const MEGABYTE = 1_000_000;
const LITTLE_SPACE = 500 * MEGABYTE;
const NO_SPACE = 50 * MEGABYTE;
const MANY_EVENTS = 200_000;

/** The cost of reading a stored event at the start: a million took 17 s. */
const MS_PER_EVENT = 0.017;

/** Nothing can be recorded there, nor posted. */
export const hasNoSpace = (data: DataFacts | undefined): boolean => (data?.freeBytes ?? Infinity) < NO_SPACE;

export const machineRows: readonly Row[] = [
  {
    number: 38,
    title: 'Races keep running when Pitwall stops',
    check: ({ machine, servers }) => {
      const isOurs = servers.some(({ isExternal }) => !isExternal);
      if (machine.lifeWarning === undefined || !isOurs) return FINE;
      return [
        warning(
          `${capital(machine.lifeWarning)}.`,
          machine.lifeWarning.includes('container')
            ? 'Give the game server a container of its own, and set SERVER_MODE=external (docs/service.md).'
            : 'Add KillMode=process to [Service] of the unit, or run the game server outside.',
        ),
      ];
    },
  },
  {
    number: 39,
    title: 'Stop signals reach Pitwall',
    check: ({ machine: { startedThrough } }) =>
      startedThrough === undefined
        ? FINE
        : [
            warning(
              `Pitwall was started through ${startedThrough}, so a stop signal goes to ${startedThrough} and not to Pitwall.`,
              `Name node itself in the unit; "${ownCommand('setup --unit yes')}" writes one.`,
            ),
          ],
  },
];

export const dataRows: readonly Row[] = [
  {
    number: 40,
    title: 'Only one Pitwall uses DATA_DIR',
    // A running Pitwall holds its own directory, so only one that was started elsewhere is reported.
    check({ data }) {
      if (!data) return NOT_HERE;
      const { directory, isLocked, holder, lookedFrom } = data;
      if (!isLocked || !holder || lookedFrom === undefined || holder.startedIn === lookedFrom) return FINE;
      return [
        warning(
          `${directory} is used by a Pitwall that was started in ${holder.startedIn} (process ${holder.pid}), not here: a second one started here would refuse to run.`,
          'Stop that one, or set DATA_DIR to another folder here; if it is the one you mean, its settings are in the folder it was started in.',
        ),
      ];
    },
  },
  {
    number: 42,
    title: 'pitwall.db is not damaged',
    check: ({ data }) => {
      if (!data) return NOT_HERE;
      if (data.damage === undefined) return data.isUnread ? notRun('it could not be read') : FINE;
      const backup = data.newestBackup === undefined ? 'a backup' : `the newest backup, ${data.newestBackup},`;
      return [fault(`pitwall.db ${data.damage}.`, `Stop Pitwall and put ${backup} in its place.`)];
    },
  },
  {
    number: 43,
    title: 'DATA_DIR still holds the earlier data',
    check: ({ data }) => {
      if (!data) return NOT_HERE;
      if (!data.isNewInOld) return FINE;
      return [
        warning(
          `${data.directory} was used before, but pitwall.db is new: bans, links and penalties are not in it.`,
          'If they were in another folder, set DATA_DIR to that.',
        ),
      ];
    },
  },
  {
    number: 44,
    title: 'There is enough disk space',
    check: ({ data }) => {
      if (!data) return NOT_HERE;
      const { freeBytes: free } = data;
      if (free === undefined) return notRun('the system did not say how much is free');
      if (free >= LITTLE_SPACE) return FINE;
      const left = `${Math.floor(free / MEGABYTE)} MB left where DATA_DIR is`;
      if (hasNoSpace(data)) return [fault(`${left}: Pitwall cannot keep what happens.`, 'Make space.')];
      return [warning(`${left}; below 50 MB Pitwall takes no orders.`, 'Make space.')];
    },
  },
  {
    number: 45,
    title: 'Other users of this machine cannot read secrets',
    check: ({ data, settings: { envFile } }) => [
      ...(data?.open ?? []).map((path) => open(path, path === data?.directory ? 0o700 : 0o600)),
      ...(envFile?.mode !== undefined && (envFile.mode & 0o077) !== 0 ? [open(envFile.path, 0o600)] : []),
    ],
  },
  {
    number: 46,
    title: 'The next start will be quick',
    check: (facts) =>
      inStore(facts, ({ eventsToRead: events }) => {
        if (events === undefined) return NOT_HERE;
        if (events <= MANY_EVENTS) return FINE;
        const seconds = Math.round((events * MS_PER_EVENT) / 1000);
        return [
          warning(
            `The next start reads ${(events / 1e6).toFixed(1)} million events, which takes about ${seconds} s.`,
            'Restart the game server at a quiet time: a new run begins with it.',
          ),
        ];
      }),
  },
];

const open = (path: string, mode: number) =>
  warning(`${path} is readable by every user here.`, `Run: chmod ${mode.toString(8)} ${path}`, {
    kind: 'mode',
    path,
    mode,
  });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
