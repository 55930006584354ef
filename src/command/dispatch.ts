import { randomBytes } from 'node:crypto';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import type { Progress } from '../kit/progress.ts';
import type { Answer } from './answer.ts';
import type { App, Server } from './app.ts';
import type { Audit, AuditRow } from './audit.ts';
import { atLeast, type Caller, type Role } from './caller.ts';
import { type Command, type Context, type Form, isPrivateFor, offeredBy, placesOf } from './command.ts';
import { CONFIRM_MS, createConfirmations } from './confirmations.ts';
import { type Args, type Params, type Suggestion, unknownServer } from './param.ts';
import { bind, type Found, find, type Named } from './vocabulary.ts';

/** What somebody said: a line, and the values that their front end knows by name. */
export interface Call {
  readonly line: string;
  readonly named?: Named;
  readonly caller: Caller;
  /** The server meant; may be left out where there is only one. */
  readonly server?: string;
  /** Whether a question can be put to the caller; where it cannot, the command runs at once. */
  readonly canAsk?: boolean;
  readonly progress?: Progress;
}

export type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly sentence: string }
  /** Answered by the line `confirm <key>` or `cancel <key>`. */
  | { readonly kind: 'confirm'; readonly text: string; readonly key: string; readonly ms: number }
  /** Answered by the same line once more, with the form's fields as named values. */
  | { readonly kind: 'input'; readonly form: Form; readonly line: string };

/** The only way into a handler. */
export interface Dispatcher {
  readonly commands: readonly Command[];
  dispatch(call: Call): Promise<Outcome>;
  /** What a half-typed parameter could become. Nothing for those who may not use the command. */
  suggest(call: Call, param: string): readonly Suggestion[];
  /** Whether the answer is for the eyes of a caller of that role alone; known before the command runs. */
  isPrivate(line: string, role: Role): boolean;
}

export interface DispatcherOptions {
  readonly commands: readonly Command[];
  readonly app: App;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  /** Takes the game servers' passwords out of a text: what somebody types goes into tables, channels and the game. */
  readonly redact?: Redact;
}

type Redact = (text: string) => string;

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { commands, app, audit, clock, log, redact = (text: string) => text } = options;
  const confirmations = createConfirmations<Call>(clock);

  async function dispatch(call: Call): Promise<Outcome> {
    const trail: Trail = { args: {} };
    try {
      const answered = answerToQuestion(call);
      if (answered) return await answered();
      return await carryOut(call, trail, call.canAsk ?? false);
    } catch (error) {
      return failed(error, call, trail);
    }
  }

  /** `confirm` and `cancel` speak of another command, which is found, checked and bound anew. */
  function answerToQuestion({ line, caller, progress = () => {} }: Call): (() => Promise<Outcome>) | undefined {
    const [, verb, key] = /^(confirm|cancel) (\S+)$/.exec(line) ?? [];
    if (key === undefined) return undefined;
    const question = confirmations.take(key, caller);
    if (verb === 'cancel') return async () => ({ kind: 'done', answer: { kind: 'note', text: 'Nothing was done.' } });
    return async () => {
      const trail: Trail = { args: {} };
      const call = { ...question, caller: { ...caller, via: question.caller.via }, progress };
      return carryOut(call, trail, false).catch((error: unknown) => failed(error, call, trail));
    };
  }

  async function carryOut(call: Call, trail: Trail, ask: boolean): Promise<Outcome> {
    const { command, cursor } = allowed(call, trail);
    const context = contextOf(command, call, trail);
    const args = withoutPasswords(command, bind(command.params, cursor, call.named ?? {}, context), redact);
    trail.args = withoutSecrets(command, args);
    const form = command.input?.(args, context);
    if (form) return { kind: 'input', form, line: call.line };
    const question = ask ? await command.confirm?.(args, context) : undefined;
    if (question !== undefined) {
      return { kind: 'confirm', text: question, key: confirmations.ask(call, call.caller), ms: CONFIRM_MS };
    }
    const answer = await command.run(args, context);
    note(call, trail, { outcome: 'done' });
    return { kind: 'done', answer };
  }

  function allowed({ line, caller }: Call, trail: Trail): Found {
    const found = find(commands, line);
    trail.command = found.command;
    if (!offeredBy(found.command, caller.via)) throw new UserError(elsewhere(found.command));
    if (!atLeast(caller.role, found.command.role)) throw new Denied(found.command, caller);
    return found;
  }

  function contextOf(command: Command, { server, caller, progress = () => {} }: Call, trail: Trail): Context {
    const chosen = command.installation ? undefined : choose(app, server);
    trail.server = chosen?.id;
    return {
      app,
      caller,
      commands,
      progress,
      get server(): Server {
        if (!chosen) throw new Error(`${command.name} is about the whole installation and has no server`);
        return chosen;
      },
    };
  }

  function failed(error: unknown, call: Call, trail: Trail): Outcome {
    if (error instanceof UserError) {
      const sentence = redact(error.message);
      note(call, trail, { outcome: error instanceof Denied ? 'denied' : 'refused', reason: sentence });
      return { kind: 'failed', sentence };
    }
    const reference = randomBytes(3).toString('hex');
    log.error({ err: error, reference, command: trail.command?.name, via: call.caller.via }, 'command failed');
    note(call, trail, { outcome: 'failed', reason: reference });
    return { kind: 'failed', sentence: `That went wrong on our side; the log has the details under ${reference}.` };
  }

  /** What was never a command is not worth keeping, and may hold a secret that was typed in the wrong place. */
  function note({ caller }: Call, { command, args, server }: Trail, end: Pick<AuditRow, 'outcome' | 'reason'>): void {
    if (command)
      audit({ at: clock.now(), server, caller, command: command.name, args: mapTexts(args, redact), ...end });
  }

  return {
    commands,
    dispatch,
    suggest(call, param) {
      try {
        const trail: Trail = { args: {} };
        const { command } = allowed(call, trail);
        const typed = call.named?.[param] ?? '';
        return command.params[param]?.suggest?.(typed, contextOf(command, call, trail)) ?? [];
      } catch (error) {
        if (!(error instanceof UserError)) log.error({ err: error, param }, 'suggesting failed');
        return [];
      }
    },
    isPrivate(line, role) {
      try {
        return isPrivateFor(find(commands, line).command, role);
      } catch {
        return true;
      }
    },
  };
}

/** What is known of a command by the time it ends, for the audit. */
interface Trail {
  command?: Command;
  server?: string | undefined;
  args: Readonly<Record<string, unknown>>;
}

class Denied extends UserError {
  constructor({ name, role }: Command, caller: Caller) {
    super(`"${name}" needs the role ${role}; you are ${caller.role}.`);
  }
}

/** What people write for others to read. Other words stay: a session may be called what the password is. */
function withoutPasswords<P extends Params>({ params }: Command<P>, args: Args<P>, redact: Redact): Args<P> {
  return mapTexts(args, (text, name) => (params[name]?.isProse ? redact(text) : text)) as Args<P>;
}

const mapTexts = (args: Trail['args'], change: (text: string, name: string) => string): Trail['args'] =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? change(value, name) : value]),
  );

function withoutSecrets({ params }: Command, args: Trail['args']): Trail['args'] {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !params[name]?.secret));
}

const elsewhere = (command: Command): string => `"${command.name}" works ${placesOf(command)} only.`;

function choose({ servers }: App, id: string | undefined): Server {
  const ids = [...servers.keys()];
  const [first, ...others] = servers.values();
  if (!first) throw new Error('an installation has at least one server');
  if (id === undefined && others.length === 0) return first;
  if (id === undefined) throw new UserError(`Which server? There are ${ids.join(', ')}.`);
  const found = servers.get(id);
  if (found) return found;
  throw new UserError(unknownServer(id, ids));
}
