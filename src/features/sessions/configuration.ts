import { redoneWhenChanged, writeFileSafely } from '../../acserver/files.ts';
import { type IniDocument, parseIni } from '../../acserver/ini/document.ts';
import { readServerCfg } from '../../acserver/ini/serverCfg.ts';
import { type ConfiguredSession, findSession, type SessionSection } from '../../acserver/ini/sessions.ts';
import { type Change, type SessionEdit, setSession } from '../../acserver/ini/setSession.ts';
import { readFileOf } from '../../acserver/readFile.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import type { Clock } from '../../kit/clock.ts';
import { refusal, UserError } from '../../kit/errors.ts';
import { createTurns } from '../../kit/queue.ts';

/** Queries and changes of a game server's own configuration. Refusals are UserErrors. */
export interface ConfigurationActions {
  /** The sessions in running order, then the disabled ones. */
  sessions(): readonly SettableSession[];
  /** Edits one session, named by its section or its NAME, and writes server_cfg.ini at once. */
  setSession(session: string, edit: SessionEdit, attempt?: Attempt): Promise<ConfigurationChange>;
  /** Sets a session's minutes. Default: the running session if it is timed, otherwise the first timed one. */
  setTime(minutes: number, session?: string, attempt?: Attempt): Promise<ConfigurationChange>;
}

export interface SettableSession {
  readonly section: SessionSection;
  readonly name: string;
  readonly minutes: number;
  readonly laps: number;
  readonly enabled: boolean;
}

export interface ConfigurationChange {
  readonly section: SessionSection;
  readonly edit: SessionEdit;
  /** The diff of server_cfg.ini; empty when nothing changed. */
  readonly changes: readonly Change[];
  /** True while the server runs: acServer reads the file only when it starts. */
  readonly fromNextStart: boolean;
}

export type { Change, SessionEdit };

export interface ConfigurationParts {
  /** The path of server_cfg.ini. */
  readonly path: string;
  /** Where its backups go. */
  readonly backups: string;
  readonly isRunning: () => boolean;
  /** The NAME of the running session; undefined while unknown. */
  readonly runningSession: () => string | undefined;
  /** The file's current content. Throws UserError. */
  readonly read: () => {
    readonly sessions: readonly ConfiguredSession[];
    readonly disabledSessions: readonly ConfiguredSession[];
  };
  readonly clock: Clock;
}

export function configurationActions(parts: ConfigurationParts): ConfigurationActions {
  const { path } = parts;
  const inTurn = createTurns();

  /** Edits run one at a time, from reading to the end of writing, so that two concurrent edits both take effect. */
  const edit = (editOf: (document: IniDocument) => Edited, attempt: Attempt = UNASKED): Promise<ConfigurationChange> =>
    inTurn(async () => {
      const edited = await redoneWhenChanged(() => editOnce(parts, { path, editOf, attempt }));
      return { ...edited, fromNextStart: parts.isRunning() };
    });

  return {
    sessions() {
      const { sessions, disabledSessions } = parts.read();
      return [
        ...sessions.map((each) => settable(each, true)),
        ...disabledSessions.map((each) => settable(each, false)),
      ];
    },
    setSession: (session, how, attempt) => edit((document) => editSession(document, session, how), attempt),
    setTime: (minutes, session, attempt) =>
      edit(
        (document) =>
          editSession(document, session ?? timedSession(document, parts.runningSession()), {
            kind: 'minutes',
            minutes,
          }),
        attempt,
      ),
  };
}

interface Editing {
  readonly path: string;
  readonly editOf: (document: IniDocument) => Edited;
  readonly attempt: Attempt;
}

async function editOnce({ backups, clock }: ConfigurationParts, { path, editOf, attempt }: Editing): Promise<Edited> {
  const madeOf = await bytesOf(path);
  const document = parseIni(madeOf, FILE);
  const edited = editOf(document);
  if (edited.changes.length === 0) return edited;
  const asked = { attempt, what: `the new ${FILE}` };
  await writeFileSafely(path, document.toBytes(), { backups: BACKUPS, directory: backups, madeOf, clock, asked });
  return edited;
}

/** For files that are out of reach, or that Pitwall must not change. */
export function refusedConfiguration(why: string): ConfigurationActions {
  const refuse = refusal(why);
  return { sessions: refuse, setSession: async () => refuse(), setTime: async () => refuse() };
}

/** The name used in messages. Its path on disk should not appear in a channel. */
const FILE = 'server_cfg.ini';
const BACKUPS = 20;

type Edited = Omit<ConfigurationChange, 'fromNextStart'>;

function editSession(document: IniDocument, session: string, edit: SessionEdit): Edited {
  return { section: findSession(document, session), edit, changes: setSession(document, session, edit) };
}

/** The running session, since that is what a user means during a session; otherwise the first timed one. */
function timedSession(document: IniDocument, running: string | undefined): string {
  const timed = readServerCfg(document).sessions.filter(({ laps }) => laps === 0);
  const meant = timed.find(({ name }) => name === running) ?? timed[0];
  if (meant) return meant.section;
  throw new UserError(`No session in ${FILE} is timed: name the one to set.`);
}

const settable = ({ section, name, minutes, laps }: ConfiguredSession, enabled: boolean): SettableSession => ({
  section,
  name,
  minutes,
  laps,
  enabled,
});

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFileOf('server_cfg.ini', path, FILE);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${FILE} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
