/** The definition of a command. */
import type { Attempt } from '../kit/attempt.ts';
import type { Progress } from '../kit/progress.ts';
import type { Sentence } from '../kit/sentence.ts';
import type { Text } from '../texts/catalogue.ts';
import type { Answer, Place } from './answer.ts';
import type { App, Server } from './app.ts';
import { atLeast, type Caller, type Role, type Via } from './caller.ts';
import { type Effect, type Effects, refusalOf } from './effects.ts';
import type { Args, Params } from './param.ts';

/** What a handler works with. `server` is the server the command is for. */
export interface Context {
  readonly app: App;
  readonly server: Server;
  readonly caller: Caller;
  /** The whole vocabulary, for help. */
  readonly commands: readonly Command[];
  readonly progress: Progress;
  /** Passed to anything that does something irreversible. */
  readonly attempt: Attempt;
}

/** Fields to ask for before a command can run. Each is a parameter, by name. */
export interface Form {
  /** Drivers read it in their language, officials in English. */
  readonly title: string | Text;
  /** Values by parameter that are submitted along with the form: the state when it was shown. */
  readonly says?: Readonly<Record<string, string>> | undefined;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string | Text;
    readonly long?: boolean;
    /** One of these must be chosen. */
    readonly choices?: readonly (string | Choice)[];
    /** Several may be chosen. */
    readonly many?: boolean;
    readonly value?: string;
    readonly required?: boolean;
  }[];
}

/** An option to choose. The value is what the command reads. */
export interface Choice {
  readonly label: string;
  readonly value: string;
  /** A further description. */
  readonly about?: string | undefined;
}

interface Definition<P extends Params> {
  /** "server start" or "kick": the words that the line begins with. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly about: string;
  /** The lowest role that may give it. */
  readonly role: Role;
  /** Also allowed for drivers who have entered the spectator password in the game. */
  readonly forSpectators?: true;
  readonly params: P;
  /** Front ends that offer it; all of them if absent. */
  readonly via?: readonly Via[];
  /** Whether only the caller sees the answer; may depend on their role. Discord must know before the command runs. */
  readonly private?: boolean | ((role: Role) => boolean);
  /** Concerns the whole installation, so no server has to be chosen. */
  readonly installation?: boolean;
  /** Why a parameter cannot be given beside these; undefined if it can. */
  whyNot?(name: string, args: Partial<Args<P>>): string | undefined;
  /** The question to ask before running, if the caller can be asked. If undefined, it runs at once. */
  confirm?(args: Args<P>, context: Context): Sentence | undefined | Promise<Sentence | undefined>;
  /**
   * What must be the same when the question is answered, if its words change by themselves: a lap, a time. '' if nothing
   * is at stake, whatever it was when the question was asked.
   */
  stakes?(args: Args<P>, context: Context): string;
  /** A form to fill in first. Decided without I/O, because Discord accepts a form only as the very first answer. */
  input?(args: Args<P>, context: Context): Form | undefined;
  run(args: Args<P>, context: Context): Answer | Promise<Answer>;
}

/** Only asks. Changes nothing: not the race, no file, nobody's rights. */
interface Question<P extends Params = Params> extends Definition<P> {
  readonly is: 'question';
  readonly effect?: undefined;
}

/** Does something. */
interface Act<P extends Params = Params> extends Definition<P> {
  readonly is: 'act';
  /** Its effects, by argument if they depend on arguments. Rights are checked before it runs. */
  readonly effect: Effects | EffectByArgs<P>['judge'];
}

/** A method, so that commands with different parameters fit into one list, like `run`. */
interface EffectByArgs<P extends Params> {
  judge(args: Args<P>): Effects;
}

/** One command. It is data: everything that a front end shows or checks is derived from it. */
export type Command<P extends Params = Params> = Question<P> | Act<P>;

/** The context for a handler. Accessing `server` without a chosen server is a bug in the command. */
export const contextOf = ({ name }: Command, around: Omit<Context, 'server'>, server: Server | undefined): Context =>
  new CommandContext(name, around, server);

/** A class, because an object literal with a getter is slow to create. */
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

/** The effects of a command with these arguments. */
export function effectsOf<P extends Params>({ effect }: Command<P>, args: Args<P>): readonly Effect[] {
  return typeof effect === 'function' ? effect(args) : (effect ?? []);
}

export const hasRoleFor = ({ role, isSpectator }: Caller, command: Command): boolean =>
  atLeast(role, command.role) || (command.forSpectators === true && isSpectator === true);

/** Whether a caller may give a command at all. If its effects depend on the arguments, those are checked later. */
export function mayGive(caller: Caller, command: Command): boolean {
  const { effect } = command;
  if (!hasRoleFor(caller, command)) return false;
  return typeof effect === 'function' || refusalOf(effect ?? [], caller) === undefined;
}

/** Whether only the caller sees the answer. A refusal for lack of rights is always private. */
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

/** "/kick", "!kick": a command as this caller has typed it. */
export function typedAs({ name }: Pick<Command, 'name'>, { via }: Pick<Caller, 'via'>): string {
  if (via === 'chat') return `!${name}`;
  return via === 'socket' ? `"${name}"` : `/${name}`;
}
