/** From a call to its outcome. */
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { type FaultLog, reportFault } from '../kit/faults.ts';
import type { Progress } from '../kit/progress.ts';
import { plain, withTexts } from '../kit/sentence.ts';
import { Act, type ActParts } from './act.ts';
import type { Answer } from './answer.ts';
import type { App, Server } from './app.ts';
import { type Asked, questionOf, type Ready, refuseChanged } from './asked.ts';
import type { Audit } from './audit.ts';
import { afterwards, behindOthers, inTurns } from './behindOthers.ts';
import type { Call } from './call.ts';
import type { Caller, Role } from './caller.ts';
import {
  type Command,
  contextOf,
  effectsOf,
  type Form,
  hasRoleFor,
  isPrivateFor,
  mayGive,
  offeredBy,
  typedAs,
  whereOffered,
} from './command.ts';
import { type Confirmations, createConfirmations, QUESTION_MS } from './confirmations.ts';
import type { Dispatcher, Judgement, OwnDispatcher } from './dispatcher.ts';
import { refusalOf } from './effects.ts';
import { sentButUnknown } from './fate.ts';
import { LazyReading } from './lazyReading.ts';
import { type Outcome, refusedWith } from './outcome.ts';
import { MOST_SUGGESTED, type Reading, type Suggestion } from './param.ts';
import { forTheAudit, type Redact, withoutPasswords } from './secrets.ts';
import { serverMeant } from './serverMeant.ts';
import { bindArguments, type Found, givenBefore, Vocabulary } from './vocabulary.ts';

export type { Call, Dispatcher, Judgement, Outcome, OwnDispatcher };

export interface DispatcherOptions {
  readonly commands: readonly Command[];
  readonly app: App;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: FaultLog;
  readonly redact?: Redact;
}

export const createDispatcher = (options: DispatcherOptions): OwnDispatcher => new LocalDispatcher(options);

/** Dispatches to the game servers of this process. */
class LocalDispatcher implements OwnDispatcher {
  readonly commands: readonly Command[];
  readonly #vocabulary: Vocabulary;
  readonly #app: App;
  readonly #parts: ActParts;
  readonly #log: FaultLog;
  readonly #redact: Redact;
  readonly #questions: Confirmations<Asked>;

  constructor({ commands, app, audit, clock, log, redact = (text) => text }: DispatcherOptions) {
    this.commands = commands;
    this.#vocabulary = new Vocabulary(commands);
    this.#app = app;
    this.#parts = { audit, clock, log, redact };
    this.#log = log;
    this.#redact = redact;
    this.#questions = createConfirmations<Asked>(clock);
  }

  dispatch(call: Call, progress: Progress = () => {}): Outcome | Promise<Outcome> {
    const pressed = /^(confirm|cancel) (\S+)$/.exec(call.line);
    if (!pressed) return this.#attempt(call, progress);
    const [, verb, key = ''] = pressed;
    let asked: Asked;
    try {
      asked = this.#questions.take(key, call.caller);
    } catch (error) {
      return this.#failed(new Act(call, this.#parts), error);
    }
    if (verb === 'cancel') return { kind: 'done', answer: { kind: 'note', text: 'Nothing was done.' } };
    // The command is looked up, checked and bound again, with the caller's current rights.
    const caller = { ...call.caller, via: asked.call.caller.via };
    return this.#attempt({ ...asked.call, caller, act: call.act }, progress, asked);
  }

  judge(call: Call): Judgement {
    const act = new Act(call, this.#parts);
    let isFound = false;
    try {
      const found = this.#find(act);
      isFound = true;
      this.#prepare(act, found, () => {});
      return 'allowed';
    } catch (error) {
      if (error instanceof Denied) return 'denied';
      if (error instanceof UserError) return isFound ? 'allowed' : 'unknown';
      throw error;
    }
  }

  formOf(call: Call): Form | undefined {
    const act = new Act(call, this.#parts);
    try {
      const found = this.#find(act);
      // Few commands have a form, so most are not read twice.
      if (!found.command.input) return undefined;
      const { command, args, context } = this.#prepare(act, found, () => {});
      return command.input?.(args, context);
    } catch {
      // Carrying out the call will report the error.
      return undefined;
    }
  }

  async suggest(call: Call, param: string): Promise<readonly Suggestion[]> {
    try {
      const found = this.#find(new Act(call, this.#parts));
      const { command } = found;
      const { params } = command;
      const suggest = params[param]?.suggest;
      if (!mayGive(call.caller, command) || !suggest) return [];
      const reading = this.#readingOf(serverMeant(found, call, this.#app), call.caller);
      const { named = {} } = call;
      const suggested = await suggest(named[param] ?? '', reading, givenBefore(params, param, named, reading));
      return suggested.slice(0, MOST_SUGGESTED);
    } catch (error) {
      if (!(error instanceof UserError)) this.#log.error({ err: error, param }, 'suggesting failed');
      return [];
    }
  }

  isPrivate(line: string, role: Role): boolean {
    try {
      return isPrivateFor(this.#vocabulary.find(line).command, role);
    } catch {
      return true;
    }
  }

  #attempt(call: Call, progress: Progress, asked?: Asked): Outcome | Promise<Outcome> {
    const act = new Act(call, this.#parts);
    try {
      const found = this.#find(act);
      const { clock } = this.#parts;
      // Found anew each time, as reading takes the words off the line.
      const read = () => this.#prepare(act, this.#find(act), progress);
      const go = () => inTurns(found.command, clock, read, (ready) => this.#go(act, ready, asked));
      const outcome = behindOthers(found.command, () => serverMeant(found, call, this.#app), clock)?.then(go) ?? go();
      return outcome instanceof Promise ? outcome.catch((error) => this.#failed(act, error)) : outcome;
    } catch (error) {
      return this.#failed(act, error);
    }
  }

  /** @param asked the question that this is the yes to */
  #go(act: Act, ready: Ready, asked: Asked | undefined): Outcome | Promise<Outcome> {
    const { command, args, context } = ready;
    const form = command.input?.(args, context);
    if (form) return { kind: 'input', form, line: act.call.line };
    if (asked) return refuseChanged(asked, ready).then(() => this.#carryOut(act, ready));
    return act.call.canAsk && command.confirm ? this.#askFirst(act, ready) : this.#carryOut(act, ready);
  }

  async #askFirst(act: Act, ready: Ready): Promise<Outcome> {
    const question = await questionOf(ready);
    if (question === undefined) return this.#carryOut(act, ready);
    const { text, stakes } = question;
    const { call } = act;
    const key = this.#questions.ask({ call, args: ready.args, stakes }, call.caller);
    return { kind: 'confirm', text, key, ms: QUESTION_MS };
  }

  #carryOut(act: Act, { command, args, context }: Ready): Outcome | Promise<Outcome> {
    const { clock } = this.#parts;
    act.asked();
    const done = (answer: Answer): Outcome => {
      act.over('done');
      return { kind: 'done', answer };
    };
    const answer = command.run(args, context);
    return answer instanceof Promise
      ? answer.then((value) => afterwards(command, clock, () => done(value)))
      : afterwards(command, clock, () => done(answer));
  }

  /**
   * Reads the arguments of a command and checks the right to its effects.
   *
   * @throws UserError
   */
  #prepare(act: Act, found: Found, progress: Progress): Ready {
    const { command, cursor } = found;
    const { call } = act;
    const { caller } = call;
    const server = serverMeant(found, call, this.#app);
    act.server = server?.id;
    const reading = this.#readingOf(server, caller);
    const bound = bindArguments(command.params, cursor, call.named ?? {}, reading, (name, args) =>
      command.whyNot?.(name, args),
    );
    const args = withoutPasswords(command.params, bound, this.#redact);
    act.args = forTheAudit(command.params, args, this.#redact);
    const refusal = refusalOf(effectsOf(command, args), caller);
    if (refusal !== undefined) throw new Denied(refusal);
    const around = { app: this.#app, commands: this.commands, caller, progress, attempt: act };
    const context = contextOf(command, around, server);
    return { command, args, context };
  }

  #find(act: Act): Found {
    const { line, caller } = act.call;
    const found = this.#vocabulary.find(line);
    const { command } = found;
    act.command = command;
    if (!offeredBy(command, caller.via)) throw new UserError(`"${command.name}" only works ${whereOffered(command)}.`);
    if (!hasRoleFor(caller, command)) {
      throw new Denied(`${typedAs(command, caller)} is for ${command.role}s; your role here is ${caller.role}.`);
    }
    return found;
  }

  #readingOf(server: Server | undefined, caller: Caller): Reading {
    return new LazyReading(server, caller, this.#app);
  }

  #failed(act: Act, error: unknown): Outcome {
    if (error instanceof UserError) {
      const sentence = withTexts(error.sentence, this.#redact);
      act.over(error instanceof Denied ? 'denied' : 'refused', plain(sentence));
      return refusedWith(error, sentence);
    }
    const about = { command: act.command?.name, via: act.call.caller.via };
    const { reference, sentence } = reportFault(this.#log, error, 'command failed', about);
    act.over('failed', reference);
    const begun = act.begun();
    return { kind: 'failed', sentence: begun === undefined ? sentence : `${sentence} ${sentButUnknown(begun)}` };
  }
}

/** Not permitted. The audit records it as denied. */
class Denied extends UserError {}
