/** Dispatches to the edges: a command for a game server runs on that server's host. */
import { randomUUID } from 'node:crypto';
import type { Role } from '../command/caller.ts';
import type { Command, Form } from '../command/command.ts';
import { offeredBy } from '../command/command.ts';
import type { Call, Dispatcher, Judgement, Outcome } from '../command/dispatch.ts';
import { numberNamed } from '../command/numberNamed.ts';
import type { Suggestion } from '../command/param.ts';
import { type Found, Vocabulary } from '../command/vocabulary.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import type { Progress } from '../kit/progress.ts';
import { phrase, type Sentence, timeOfDay } from '../kit/sentence.ts';
import { sleep } from '../kit/wait.ts';
import type { Hosts } from './hosts.ts';
import type { Order } from './orders.ts';
import { type Destination, destinationOf, offering } from './routing.ts';
import { type Address, AGAIN_MS, type Ending, EXPIRY_MS, ship, type Way } from './shipping.ts';
import { SILENT_MS } from './silence.ts';
import { subjectsOf } from './subjects.ts';
import type { Talk } from './talk.ts';

export interface HubDispatcherParts {
  /** Runs what concerns no game server, on the hub itself. */
  readonly own: Dispatcher;
  readonly hosts: Pick<Hosts, 'servers' | 'letters' | 'awaySince' | 'otherVersionOf'>;
  readonly talk: Pick<Talk, 'ask'>;
  readonly wayTo: (edge: string) => Way;
  /** When an order sent now expires; undefined while the edge is silent. */
  readonly expiry: (edge: string) => Address | undefined;
  /** Adds what only the hub knows. */
  readonly complete: (outcome: Outcome, call: Call, server: string | undefined) => Outcome;
  /** Gets an outcome that came too late for the caller. */
  readonly late: (call: Call, sentence: Sentence) => void;
  readonly clock: Clock;
}

/** Discord shows suggestions and forms only within three seconds. */
const ASKED_MS = 1000;

/** Discord accepts an answer for 15 minutes. */
const PATIENCE_MS = 14 * 60_000;

export class HubDispatcher implements Dispatcher {
  readonly commands: readonly Command[];
  readonly #vocabulary: Vocabulary;
  readonly #parts: HubDispatcherParts;

  constructor(parts: HubDispatcherParts) {
    this.#parts = parts;
    this.commands = parts.own.commands;
    this.#vocabulary = new Vocabulary(this.commands);
  }

  async dispatch(call: Call, progress: Progress = () => {}): Promise<Outcome> {
    const { own } = this.#parts;
    try {
      const [, verb, edge, key] = /^(confirm|cancel) ([^\s.]+)\.(\S+)$/.exec(call.line) ?? [];
      if (edge !== undefined) return await this.#ask(edge, { ...call, line: `${verb} ${key}` }, progress);
      const to = this.#placeOf(call);
      return to
        ? await this.#ask(to.edge, { ...call, server: to.server }, progress)
        : await own.dispatch(call, progress);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { kind: 'failed', sentence: error.sentence };
    }
  }

  /** Judges only the words; what the command would do is for the edge to judge. */
  judge({ line, caller }: Call): Judgement {
    try {
      return offeredBy(this.#vocabulary.find(line).command, caller.via) ? 'allowed' : 'unknown';
    } catch {
      return 'unknown';
    }
  }

  async formOf(call: Call): Promise<Form | undefined> {
    const { own, talk } = this.#parts;
    try {
      const { command } = this.#vocabulary.find(call.line);
      if (!command.input) return undefined;
      const to = this.#placeOf(call);
      if (!to) return await own.formOf(call);
      const asked = { call: { ...call, server: to.server } };
      return ((await talk.ask(subjectsOf.down(to.edge).form, asked, ASKED_MS)) as Form | null) ?? undefined;
    } catch {
      // Running it reports what is wrong, and asks for what is missing.
      return undefined;
    }
  }

  async suggest(call: Call, param: string): Promise<readonly Suggestion[]> {
    const { own } = this.#parts;
    try {
      const found = this.#vocabulary.find(call.line);
      if (found.command.installation) return await own.suggest(call, param);
      const places = this.#offering(found, call, param);
      return alternating(await Promise.all(places.map((place) => this.#suggestedBy(place, call, param))));
    } catch {
      return [];
    }
  }

  /**
   * If nothing says whose a number is, every server makes suggestions for it.
   *
   * @throws UserError
   */
  #offering(found: Found, call: Call, param: string): readonly Destination[] {
    const { hosts } = this.#parts;
    const isNumber = found.command.params[param]?.prefix !== undefined;
    const isOpen = call.server === undefined || (call.isServerOfChannel && numberNamed(found, call)?.letter);
    return isNumber && isOpen ? offering(found, call, hosts) : [destinationOf(found, call, hosts)];
  }

  async #suggestedBy({ edge, server }: Destination, call: Call, param: string): Promise<readonly Suggestion[]> {
    const { talk, hosts } = this.#parts;
    if (hosts.awaySince(edge) !== undefined) return [];
    const asked = { call: { ...call, server }, param };
    const said = await talk.ask(subjectsOf.down(edge).suggest, asked, ASKED_MS).catch(() => []);
    return Array.isArray(said) ? (said as Suggestion[]) : [];
  }

  isPrivate(line: string, role: Role): boolean {
    return this.#parts.own.isPrivate(line, role);
  }

  /**
   * Undefined for what runs on the hub.
   *
   * @throws UserError
   */
  #placeOf(call: Call): Destination | undefined {
    const { hosts } = this.#parts;
    if (/^(confirm|cancel) \S+$/.test(call.line)) return undefined;
    const found = this.#vocabulary.find(call.line);
    return found.command.installation ? undefined : destinationOf(found, call, hosts);
  }

  async #ask(edge: string, call: Call, progress: Progress): Promise<Outcome> {
    const { wayTo, clock, late, complete } = this.#parts;
    const { segment, expires, hub } = this.#addressNow(edge) ?? (await this.#address(edge));
    const order: Order = { id: call.act ?? randomUUID(), segment, expires, hub, call };
    let isLate = false;
    const over = `${new Date(clock.now() + EXPIRY_MS).toISOString().slice(11, 19)} UTC`;
    const shipped = ship(order, {
      way: wayTo(edge),
      clock,
      unconfirmed: () =>
        progress(
          `The host ${edge} has not confirmed this yet; if it is not done by ${over}, it will not be done at all.`,
        ),
      progress,
      again: () => this.#addressNow(edge),
    });
    const known = shipped.then((ending): Outcome => {
      const outcome = outcomeOf(
        ending,
        this.#missing(edge) ?? `The host ${edge} did not get this in time. Nothing was done.`,
      );
      if (isLate) late(call, sentenceOf(outcome));
      return complete(withEdge(outcome, edge), call, call.server);
    });
    return new Promise((resolve, reject) => {
      const cancel = clock.after(PATIENCE_MS, () => {
        isLate = true;
        const sentence = `The host ${edge} has not said what came of this; the log channel will tell.`;
        resolve({ kind: 'failed', sentence });
      });
      known.then(resolve, reject).finally(cancel);
    });
  }

  /**
   * Waits for the edge's first beat, because a hub that has just started has not heard it yet.
   *
   * @throws UserError if nothing can be sent
   */
  async #address(edge: string): Promise<Address> {
    const { hosts, clock } = this.#parts;
    for (const begun = clock.monotonic(); ; ) {
      const wrong = hosts.otherVersionOf(edge);
      if (wrong !== undefined) throw new UserError(`${wrong} Nothing was done.`);
      const found = this.#addressNow(edge);
      if (found) return found;
      const isAway = hosts.awaySince(edge) !== undefined || clock.monotonic() - begun >= SILENT_MS;
      if (isAway) throw new UserError(this.#missing(edge) ?? `The host ${edge} is out of reach. Nothing was done.`);
      await sleep(clock, AGAIN_MS);
    }
  }

  #addressNow(edge: string): Address | undefined {
    const { hosts, expiry } = this.#parts;
    const isThere = hosts.awaySince(edge) === undefined && hosts.otherVersionOf(edge) === undefined;
    return isThere ? expiry(edge) : undefined;
  }

  /** Why an edge is out of reach; undefined if it is not. */
  #missing(edge: string): Sentence | undefined {
    const since = this.#parts.hosts.awaySince(edge);
    if (since === undefined) return undefined;
    return phrase`The host ${edge} has been unreachable since ${timeOfDay(since)}; its game servers keep running. Nothing was done.`;
  }
}

/** Interleaves the lists, so that a list that is cut short has something from each. */
function alternating<Each extends Suggestion>(lists: readonly (readonly Each[])[]): readonly Each[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
  return inTurn.filter(({ value }, index) => inTurn.findIndex((each) => each.value === value) === index);
}

/** @param neverRan the sentence if it never ran */
function outcomeOf(ending: Ending, neverRan: Sentence): Outcome {
  if (ending.kind === 'over') return ending.outcome;
  return { kind: 'failed', sentence: ending.kind === 'interrupted' ? ending.sentence : neverRan };
}

/** Puts the edge into the key, so that the confirmation goes to the edge that waits for it. */
const withEdge = (outcome: Outcome, edge: string): Outcome =>
  outcome.kind === 'confirm'
    ? { kind: 'confirm', text: outcome.text, key: `${edge}.${outcome.key}`, ms: outcome.ms }
    : outcome;

/** The outcome in a sentence, without the answer itself. */
export function sentenceOf(outcome: Outcome): Sentence {
  if (outcome.kind === 'failed') return outcome.sentence;
  return outcome.kind === 'done'
    ? 'It was carried out.'
    : 'It needed more input or a confirmation, so nothing was done.';
}
