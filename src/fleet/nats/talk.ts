import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { systemClock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { type FaultLog, reportFault } from '../../kit/faults.ts';
import type { Sentence } from '../../kit/sentence.ts';
import { OutOfReach, type Talk } from '../talk.ts';
import { answerTo, respond } from './pieces.ts';
import { Seldom } from './seldom.ts';
import { edgeOf } from './wire.ts';

export interface TalkLog extends FaultLog {
  warn(fields: object, message: string): void;
}

type Heard = (message: Msg) => void | Promise<void>;

/**
 * Until connected, nobody is reached. Listeners registered by then hear everything from the start of the connection.
 */
export class NatsTalk implements Talk {
  readonly #log: TalkLog;
  readonly #listening = new Map<string, Heard>();
  #connection: NatsConnection | undefined;
  readonly #seldom = new Seldom(systemClock);
  readonly #subscriptions: Subscription[] = [];

  constructor(log: TalkLog) {
    this.#log = log;
  }

  open(connection: NatsConnection): void {
    this.#connection = connection;
    for (const [subject, heard] of this.#listening) this.#subscribe(connection, subject, heard);
  }

  /** Stops sending and listening until it is opened again. */
  close(): void {
    this.#connection = undefined;
    for (const each of this.#subscriptions.splice(0)) each.unsubscribe();
  }

  tell(subject: string, value: unknown): void {
    const connection = this.#connection;
    if (connection && !connection.isClosed()) connection.publish(subject, JSON.stringify(value));
  }

  async ask(subject: string, value: unknown, ms: number): Promise<unknown> {
    const text = await this.#answerTo(subject, JSON.stringify(value ?? null), ms);
    const answer = JSON.parse(text) as { value?: unknown; refused?: Sentence; failed?: true };
    if (answer.refused !== undefined) throw new UserError(answer.refused);
    if (answer.failed) throw new Error(`${subject}: the other end has failed`);
    return answer.value;
  }

  hear(subject: string, heard: (value: unknown, edge: string) => void): void {
    this.#listen(subject, (message) => heard(JSON.parse(message.string()), edgeOf(message.subject)));
  }

  answer(subject: string, answer: (value: unknown, edge: string) => unknown): void {
    this.#listen(subject, async (message) => {
      const said = await this.#answered(() => answer(JSON.parse(message.string()), edgeOf(message.subject)));
      respond(message, said);
    });
  }

  async #answered(answer: () => unknown): Promise<object> {
    try {
      return { value: (await answer()) ?? null };
    } catch (error) {
      if (error instanceof UserError) return { refused: error.sentence };
      reportFault(this.#log, error, 'a question could not be answered');
      return { failed: true };
    }
  }

  async #answerTo(subject: string, text: string, ms: number): Promise<string> {
    const connection = this.#connection;
    if (!connection) throw new OutOfReach(subject);
    try {
      return await answerTo(connection, { subject, text, ms });
    } catch (cause) {
      throw new OutOfReach(subject, { cause });
    }
  }

  #listen(subject: string, heard: Heard): void {
    this.#listening.set(subject, heard);
    if (this.#connection) this.#subscribe(this.#connection, subject, heard);
  }

  #subscribe(connection: NatsConnection, subject: string, heard: Heard): void {
    const failed = (err: unknown): void => {
      if (!this.#seldom.isDue(subject)) return;
      this.#log.warn({ why: messageOf(err), subject }, 'a message makes no sense, or may not be heard');
    };
    const subscription = connection.subscribe(subject, {
      callback(error, message) {
        if (error) return failed(error);
        try {
          void Promise.resolve(heard(message)).catch(failed);
        } catch (err) {
          failed(err);
        }
      },
    });
    this.#subscriptions.push(subscription);
  }
}
