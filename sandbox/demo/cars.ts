import { once } from 'node:events';
import { connect } from 'node:net';
import { z } from 'zod';
import { type Clock, every } from '../../src/kit/clock.ts';
import { UserError } from '../../src/kit/errors.ts';
import type { InTheCars, SeatedDriver } from '../discord/scenes.ts';

const LOOK_MS = 1000;
const GIVE_UP_MS = 2000;

const answered = z.array(z.object({ carId: z.int(), name: z.string() }));

export interface CarsOptions {
  /** The simulated server's port for orders. */
  readonly control: number;
  readonly clock: Clock;
  /** Called when a driver has typed something. */
  readonly onSaid: (carId: number, text: string) => void;
}

/** The drivers of the simulated game server: who is there, and what they are told to type or do. */
export class Cars implements InTheCars {
  readonly #options: CarsOptions;
  readonly #stop: () => void;
  readonly #listeners = new Set<(drivers: readonly SeatedDriver[]) => void>();
  #drivers: readonly SeatedDriver[] = [];

  constructor(options: CarsOptions) {
    this.#options = options;
    this.#stop = every(options.clock, LOOK_MS, () => void this.#look());
  }

  get drivers(): readonly SeatedDriver[] {
    return this.#drivers;
  }

  onChange(listener: (drivers: readonly SeatedDriver[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws UserError if nobody is in that car, or the game server is down */
  async say(carId: number, text: string): Promise<void> {
    await this.#order(`type ${carId} ${JSON.stringify(text)}`);
    this.#options.onSaid(carId, text);
  }

  /**
   * Makes the car, or any car, rejoin the track in front of the next one.
   *
   * @throws UserError if nobody is near
   */
  async collide(carId?: number): Promise<void> {
    await this.#order(carId === undefined ? 'meet unseen' : `meet unseen ${carId}`);
  }

  close(): void {
    this.#stop();
  }

  async #look(): Promise<void> {
    const drivers = await this.#ask('drivers').then(
      (answer) => answered.parse(JSON.parse(answer)),
      () => [],
    );
    if (JSON.stringify(drivers) === JSON.stringify(this.#drivers)) return;
    this.#drivers = drivers;
    for (const listener of this.#listeners) listener(drivers);
  }

  async #order(line: string): Promise<void> {
    const answer = await this.#ask(line);
    if (answer !== 'ok') throw new UserError(`${answer.slice(0, 1).toUpperCase()}${answer.slice(1)}.`);
  }

  async #ask(line: string): Promise<string> {
    const socket = connect(this.#options.control, '127.0.0.1');
    try {
      socket.setEncoding('utf8').write(`${line}\n`);
      const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(GIVE_UP_MS) });
      return String(answer).trim();
    } catch {
      throw new UserError('The game server is not running.');
    } finally {
      socket.destroy();
    }
  }
}
