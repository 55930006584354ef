/** The in-game front end: what a driver types to the server or to Pitwall, and what they read in answer. */
import type { Dialect } from '../acserver/dialect.ts';
import type { Speaker } from '../acserver/speaker.ts';
import type { Caller, Role } from '../command/caller.ts';
import type { Dispatcher, Outcome } from '../command/dispatch.ts';
import type { ServerView } from '../command/view.ts';
import type { Rights } from '../features/rights/rights.ts';
import type { Clock } from '../kit/clock.ts';
import { type FaultLog, reportFault } from '../kit/faults.ts';
import type { PresentDriver } from '../race/state.ts';
import type { Catalogue } from '../texts/catalogue.ts';
import { chatLines, readable } from './answers.ts';
import { isRunByVanilla } from './native.ts';

export interface ChatOptions {
  readonly server: string;
  readonly dialect: Dialect;
  readonly dispatcher: Dispatcher;
  readonly rights: Pick<Rights, 'has' | 'isSilenced'>;
  readonly speaker: Pick<Speaker, 'linesOf' | 'say'>;
  readonly view: () => Pick<ServerView, 'state'>;
  /** The role of a linked Discord account, where the owner lets it count in the game. */
  readonly linkedRole: (guid: string) => Promise<Role | undefined>;
  readonly words: Catalogue;
  readonly clock: Clock;
  readonly log: FaultLog;
}

export interface ChatLine {
  readonly carId: number;
  readonly text: string;
  /** Names of those who were there when it was typed and are not any more. */
  readonly left?: readonly string[];
}

/** A line and what has to be known of the moment when it was typed. */
interface ReceivedLine {
  readonly line: string;
  readonly driver: PresentDriver;
  readonly present: readonly string[];
}

/** More lines than these in this time are not commands but noise. */
const MOST_LINES = 8;
const MOST_LINES_MS = 5000;

export class ChatFrontEnd {
  readonly #options: ChatOptions;
  /** By GUID: one driver's commands run one after the other, so that the answers come in order. */
  readonly #running = new Map<string, Promise<void>>();
  /** By GUID: when the latest lines came. */
  readonly #recent = new Map<string, readonly number[]>();

  constructor(options: ChatOptions) {
    this.#options = options;
  }

  /** One line of a driver, as it came. Resolves when its answer has been handed over; never rejects. */
  async receive(line: ChatLine): Promise<void> {
    try {
      await this.#take(line);
    } catch (error) {
      // Who typed it is not known then, so nobody can be answered.
      this.#options.log.error({ err: error }, 'a line of chat could not be taken');
    }
  }

  async #take({ carId, text, left = [] }: ChatLine): Promise<void> {
    const line = text.trim();
    if (!/^[/!]\s*\p{L}/u.test(line)) return;
    const { drivers } = this.#options.view().state;
    const driver = drivers.get(carId);
    if (!driver || this.#isNoise(driver.guid)) return;
    if (isLogin(line) && this.#options.rights.isSilenced(driver.guid)) return;
    // Taken now: by the time it is this line's turn, acServer may have put out whom it names.
    const present = [...[...drivers.values()].map(({ name }) => name), ...left];
    await this.#inOrder(driver.guid, () => this.#answer({ line, driver, present }));
  }

  #isNoise(guid: string): boolean {
    const now = this.#options.clock.monotonic();
    const lines = [...(this.#recent.get(guid) ?? []), now].filter((at) => at > now - MOST_LINES_MS);
    this.#recent.set(guid, lines.slice(-MOST_LINES - 1));
    return lines.length > MOST_LINES;
  }

  async #inOrder(guid: string, work: () => Promise<void>): Promise<void> {
    const task = (this.#running.get(guid) ?? Promise.resolve()).then(work);
    this.#running.set(guid, task);
    await task;
    if (this.#running.get(guid) === task) this.#running.delete(guid);
  }

  async #answer(received: ReceivedLine): Promise<void> {
    const { driver } = received;
    try {
      const { speaker, words } = this.#options;
      const lines = (await this.#answerTo(received)).flatMap((text) => speaker.linesOf(text));
      // One by one: what race control has to tell this driver meanwhile does not wait for the end of it.
      for (const line of readable(lines, words)) await this.#say(driver, line);
    } catch (error) {
      // Outside of the command itself, whose faults are outcomes: the driver still waits for an answer.
      const { sentence } = reportFault(this.#options.log, error, 'a line of chat failed');
      await this.#say(driver, sentence).catch(() => {});
    }
  }

  async #answerTo({ line, driver, present }: ReceivedLine): Promise<readonly string[]> {
    const { dialect, dispatcher, rights, server, words } = this.#options;
    const command = line.slice(1).trim();
    // Other servers run slash lines themselves, or do not pass them on.
    if (line.startsWith('/') && dialect !== 'kunos') return [];
    const call = { line: command, caller: await this.#callerFor(driver), server };
    if (line.startsWith('/')) {
      // Lines of other plugins, and what somebody tries who may not, get no answer.
      if (dispatcher.wouldDeny(call)) return [];
      if (isRunByVanilla(line, present)) {
        return rights.has(driver.guid, 'admin') ? [] : [words.runByAcServer({ command })];
      }
    }
    return linesOf(await dispatcher.dispatch(call), words);
  }

  async #callerFor({ carId, guid, name }: PresentDriver): Promise<Caller> {
    const who = { via: 'chat', id: guid, name, guid, carId } as const;
    if (this.#options.rights.has(guid, 'admin')) return { ...who, role: 'admin', proof: 'password' };
    const linked = await this.#options.linkedRole(guid);
    return linked ? { ...who, role: linked, proof: 'link' } : { ...who, role: 'driver', proof: 'seat' };
  }

  async #say({ carId, guid }: PresentDriver, words: string): Promise<void> {
    await this.#options.speaker.say({ carId, guid }, words);
  }
}

const isLogin = (line: string): boolean => /^[/!]\s*(?:admin|spectator)\b/i.test(line);

function linesOf(outcome: Outcome, words: Catalogue): readonly string[] {
  switch (outcome.kind) {
    case 'done':
      return chatLines(outcome.answer, words);
    case 'failed':
      return [outcome.sentence];
    case 'confirm':
      return [outcome.text];
    case 'input':
      return [words.sayMore({ fields: outcome.form.fields.map(({ name }) => name) })];
  }
}
