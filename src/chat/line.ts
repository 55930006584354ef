/** The in-game front end: reads what a driver types to the server or to Pitwall, and writes the answer. */
import type { Dialect } from '../acserver/dialect.ts';
import type { Speaker } from '../acserver/speaker.ts';
import type { Caller, Role } from '../command/caller.ts';
import type { Call, Dispatcher, Judgement, Outcome } from '../command/dispatch.ts';
import type { Commands } from '../command/typedLines.ts';
import type { ServerView } from '../command/view.ts';
import { Vocabulary } from '../command/vocabulary.ts';
import type { Stay } from '../events/driver.ts';
import type { Rights } from '../features/rights/rights.ts';
import type { Clock } from '../kit/clock.ts';
import { type FaultLog, reportFault } from '../kit/faults.ts';
import { type PresentDriver, stayIn } from '../race/state.ts';
import type { Catalogue } from '../texts/catalogue.ts';
import { chatLines, inChat, readable } from './answers.ts';
import { isRunByVanilla } from './native.ts';

export interface ChatOptions {
  readonly server: string;
  readonly dialect: Dialect;
  readonly dispatcher: Dispatcher;
  readonly rights: Pick<Rights, 'has'>;
  readonly speaker: Pick<Speaker, 'linesOf' | 'say'>;
  readonly view: () => Pick<ServerView, 'state'>;
  /** The role of a linked Discord account, if the owner lets it count in the game. */
  readonly linkedRole: (guid: string) => Promise<Role | undefined>;
  readonly words: Catalogue;
  readonly clock: Clock;
  readonly log: FaultLog;
}

export interface ChatLine {
  readonly carId: number;
  readonly text: string;
  /** Names of drivers who were there when it was typed, but have left since. */
  readonly left?: readonly string[];
}

/** A line with the state at the moment when it was typed. */
interface ReceivedLine {
  readonly line: string;
  readonly driver: PresentDriver;
  readonly stay: Stay;
  readonly present: readonly string[];
}

/** More lines than this within MOST_LINES_MS are noise, not commands. */
const MOST_LINES = 8;
const MOST_LINES_MS = 5000;

export class ChatFrontEnd {
  readonly #options: ChatOptions;
  readonly #vocabulary: Vocabulary;
  /** By car: a driver's commands run one after the other, so that the answers come in order. */
  readonly #running = new Map<number, Promise<void>>();
  /** When the latest lines came, by car because anybody can claim a GUID. */
  readonly #recent = new Map<number, readonly number[]>();

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#vocabulary = new Vocabulary(options.dispatcher.commands);
  }

  /** Handles one line of a driver. Resolves when its answer has been handed over; never rejects. */
  async receive(line: ChatLine): Promise<void> {
    try {
      await this.#take(line);
    } catch (error) {
      // It is unknown who typed it, so nobody can be answered.
      this.#options.log.error({ err: error }, 'a line of chat could not be taken');
    }
  }

  async #take({ carId, text, left = [] }: ChatLine): Promise<void> {
    const line = text.trim();
    if (!/^[/!]\s*\p{L}/u.test(line)) return;
    const { state } = this.#options.view();
    const { drivers } = state;
    // Looked up now: when this line's turn comes, somebody else may be in that car.
    const [driver, stay] = [drivers.get(carId), stayIn(state, carId)];
    if (!driver || !stay) return;
    const noise = this.#noiseOf(carId);
    if (noise === 'first' && isForPitwall(line)) await this.#say(driver, this.#options.words.tooManyLines());
    if (noise) return;
    // acServer may already have kicked the driver that the line names.
    const present = [...[...drivers.values()].map(({ name }) => name), ...left];
    await this.#inOrder(carId, () => this.#answer({ line, driver, stay, present }));
  }

  /** Whether a line exceeds the limit. Only the first such line is answered. */
  #noiseOf(carId: number): 'first' | 'another' | undefined {
    const now = this.#options.clock.monotonic();
    const lines = [...(this.#recent.get(carId) ?? []), now].filter((at) => at > now - MOST_LINES_MS);
    this.#recent.set(carId, lines.slice(-MOST_LINES - 2));
    if (lines.length <= MOST_LINES) return undefined;
    return lines.length === MOST_LINES + 1 ? 'first' : 'another';
  }

  async #inOrder(carId: number, work: () => Promise<void>): Promise<void> {
    const task = (this.#running.get(carId) ?? Promise.resolve()).then(work);
    this.#running.set(carId, task);
    await task;
    if (this.#running.get(carId) === task) this.#running.delete(carId);
  }

  async #answer(received: ReceivedLine): Promise<void> {
    const { driver } = received;
    try {
      const { speaker, words } = this.#options;
      const lines = (await this.#answerTo(received)).flatMap((text) => speaker.linesOf(text));
      // One at a time, so that messages from race control to this driver can go in between.
      for (const line of readable(lines, words)) await this.#say(driver, line);
    } catch (error) {
      // The command's own failures are outcomes, so this is another failure. The driver still needs an answer.
      const { sentence } = reportFault(this.#options.log, error, 'a line of chat failed');
      await this.#say(driver, sentence).catch(() => {});
    }
  }

  async #answerTo(received: ReceivedLine): Promise<readonly string[]> {
    const { dialect, dispatcher, server, words } = this.#options;
    const { line } = received;
    // Other servers run slash lines themselves, or do not pass them on.
    if (line.startsWith('/') && dialect !== 'kunos') return [];
    const call = { line: line.slice(1).trim(), caller: await this.#callerFor(received), server };
    if (line.startsWith('/')) {
      const judgement = dispatcher.judge(call);
      // Lines for other plugins get no answer.
      if (judgement === 'unknown') return [];
      if (isRunByVanilla(line, received.present)) return this.#leftToVanilla(call, judgement);
      if (judgement === 'denied') return [...(await this.#linesFor(call)), words.notKnownAsAdmin()];
    }
    return this.#linesFor(call);
  }

  async #linesFor(call: Call): Promise<readonly string[]> {
    const { dispatcher, words } = this.#options;
    return linesOf(await dispatcher.dispatch(call), words, this.#vocabulary);
  }

  /** acServer runs it for its own admins only. A driver without rights in Pitwall may be one of them. */
  #leftToVanilla({ line: command, caller }: Call, judgement: Judgement): readonly string[] {
    const { words } = this.#options;
    if (caller.proof === 'password' || caller.role === 'driver') return [];
    return [judgement === 'denied' ? words.runForAdmins() : words.runByAcServer({ command })];
  }

  async #callerFor({ driver: { carId, guid, name }, stay, line }: ReceivedLine): Promise<Caller> {
    const { rights, linkedRole } = this.#options;
    const isOverheard = line.startsWith('!');
    const isSpectator = rights.has(stay, 'spectator');
    const who = { via: 'chat', id: guid, name, guid, carId, stay, isOverheard, isSpectator } as const;
    if (rights.has(stay, 'admin')) return { ...who, role: 'admin', proof: 'password' };
    const linked = await linkedRole(guid);
    return linked ? { ...who, role: linked, proof: 'link' } : { ...who, role: 'driver', proof: 'seat' };
  }

  async #say({ carId, guid }: PresentDriver, words: string): Promise<void> {
    await this.#options.speaker.say({ carId, guid }, words);
  }
}

/** Slash lines may be for another plugin, except those with a password. */
const isForPitwall = (line: string): boolean => /^(?:!|\/\s*(?:admin|spectator)\b)/i.test(line);

function linesOf(outcome: Outcome, words: Catalogue, commands: Commands): readonly string[] {
  switch (outcome.kind) {
    case 'done':
      return chatLines(outcome.answer, words, commands);
    case 'failed':
      return [inChat(outcome.sentence, commands)];
    case 'confirm':
      return [inChat(outcome.text, commands)];
    case 'input':
      return [words.sayMore({ fields: outcome.form.fields.map(({ name }) => name) })];
  }
}
