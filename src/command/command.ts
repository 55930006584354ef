/** What a command is. */
import type { Attempt } from '../kit/attempt.ts';
import type { Progress } from '../kit/progress.ts';
import type { Text } from '../texts/catalogue.ts';
import type { Answer, Place } from './answer.ts';
import type { App, Server } from './app.ts';
import { atLeast, type Caller, type Role, type Via } from './caller.ts';
import { type Effect, type Effects, refusalOf } from './effects.ts';
import type { Args, Params } from './param.ts';

/** What a handler works with. `server` is the one the command is about. */
export interface Context {
  readonly app: App;
  readonly server: Server;
  readonly caller: Caller;
  /** The whole vocabulary, for help. */
  readonly commands: readonly Command[];
  readonly progress: Progress;
  /** Handed to whatever does something that cannot be taken back. */
  readonly attempt: Attempt;
}

/** Fields to ask for before a command can run; each is a parameter by name. */
export interface Form {
  /** Drivers read it in their language, officials in English. */
  readonly title: string | Text;
  /** What whoever fills it in says by that, by parameter: what stood when it was shown. */
  readonly says?: Readonly<Record<string, string>> | undefined;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string | Text;
    readonly long?: boolean;
    /** One of these has to be chosen. */
    readonly choices?: readonly (string | Choice)[];
    /** Several of them can be. */
    readonly many?: boolean;
    readonly value?: string;
    readonly required?: boolean;
  }[];
}

/** Something to choose; the value is what the command reads. */
export interface Choice {
  readonly label: string;
  readonly value: string;
  /** What else there is to say about it. */
  readonly about?: string | undefined;
}

interface Definition<P extends Params> {
  /** "server start" or "kick": the words it begins with. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly about: string;
  /** The lowest role that may. */
  readonly role: Role;
  /** Whoever has shown the spectator password in the game may, too. */
  readonly forSpectators?: true;
  readonly params: P;
  /** Front ends that offer it; all of them when absent. */
  readonly via?: readonly Via[];
  /** Seen by the caller alone; may depend on their role. Discord must know before the command runs. */
  readonly private?: boolean | ((role: Role) => boolean);
  /** About the whole installation: no server has to be chosen. */
  readonly installation?: boolean;
  /** What to ask before running, where one can ask; undefined runs at once. */
  confirm?(args: Args<P>, context: Context): string | undefined | Promise<string | undefined>;
  /** A form to fill in first. Decided without I/O, because Discord accepts a form only as the very first answer. */
  input?(args: Args<P>, context: Context): Form | undefined;
  run(args: Args<P>, context: Context): Answer | Promise<Answer>;
}

/** Asks, and changes nothing: not the race, no file, nobody's rights. */
interface Question<P extends Params = Params> extends Definition<P> {
  readonly is: 'question';
  readonly effect?: undefined;
}

/** Does something. */
interface Act<P extends Params = Params> extends Definition<P> {
  readonly is: 'act';
  /** What it does; by its arguments where it depends on them. Judged before it runs. */
  readonly effect: Effects | EffectByArgs<P>['judge'];
}

/** A method, so that commands of all parameters fit into one list, as their `run` does. */
interface EffectByArgs<P extends Params> {
  judge(args: Args<P>): Effects;
}

/** One thing a person can say. Data: everything a front end shows or checks is derived from it. */
export type Command<P extends Params = Params> = Question<P> | Act<P>;

/** What a handler works with; asking for a server where none was chosen is a fault of the command. */
export const contextOf = ({ name }: Command, around: Omit<Context, 'server'>, server: Server | undefined): Context =>
  new CommandContext(name, around, server);

/** A class, for an object with a getter in it is slow to make. */
class CommandContext implements Context {
  readonly app: App;
  readonly caller: Caller;
  readonly commands: readonly Command[];
  readonly progress: Progress;
  readonly attempt: Attempt;
  readonly #command: string;
  readonly #server: Server | undefined;

  constructor(
    command: string,
    { app, commands, caller, progress, attempt }: Omit<Context, 'server'>,
    server: Server | undefined,
  ) {
    this.app = app;
    this.commands = commands;
    this.caller = caller;
    this.progress = progress;
    this.attempt = attempt;
    this.#command = command;
    this.#server = server;
  }

  get server(): Server {
    if (!this.#server) throw new Error(`${this.#command} is about the whole installation and has no server`);
    return this.#server;
  }
}

/** Identity at run time; at compile time it ties the type of `args` to `params`. */
export const command = <const P extends Params>(definition: Command<P>): Command<P> => definition;

/** What a command does with these arguments. */
export function effectsOf<P extends Params>({ effect }: Command<P>, args: Args<P>): readonly Effect[] {
  return typeof effect === 'function' ? effect(args) : (effect ?? []);
}

export const hasRoleFor = ({ role, isSpectator }: Caller, command: Command): boolean =>
  atLeast(role, command.role) || (command.forSpectators === true && isSpectator === true);

/** Whether somebody may give a command at all. What depends on its arguments is judged once they are known. */
export function mayGive(caller: Caller, command: Command): boolean {
  const { effect } = command;
  if (!hasRoleFor(caller, command)) return false;
  return typeof effect === 'function' || refusalOf(effect ?? [], caller) === undefined;
}

/** Whether the answer is for the caller alone. That somebody may not is nobody else's business. */
export const isPrivateFor = ({ role: needed, private: isPrivate = false }: Command, role: Role): boolean =>
  !atLeast(role, needed) || (typeof isPrivate === 'function' ? isPrivate(role) : isPrivate);

/** Whether a front end offers a command. */
export const offeredBy = (command: Command, via: Via): boolean => command.via?.includes(via) ?? true;

/** "on Discord and in the game": where a command can be given. */
export function whereOffered(command: Command): string {
  const places = placesOf(command).map((place) => NAMES[place]);
  return places.length === 0 ? 'behind a button on Discord' : places.join(' and ');
}

export const placesOf = (command: Command): readonly Place[] =>
  PLACES.filter(([via]) => offeredBy(command, via)).map(([, place]) => place);

const PLACES: readonly (readonly [Via, Place])[] = [
  ['slash', 'discord'],
  ['socket', 'websocket'],
  ['chat', 'game'],
];

const NAMES: Readonly<Record<Place, string>> = {
  discord: 'on Discord',
  websocket: 'on the websocket',
  game: 'in the game',
};

/** "/kick", "!kick": a command as whoever gives it types it. */
export function typedAs({ name }: Pick<Command, 'name'>, { via }: Pick<Caller, 'via'>): string {
  if (via === 'chat') return `!${name}`;
  return via === 'socket' ? `"${name}"` : `/${name}`;
}
