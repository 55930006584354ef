/** A race as a game server reports it: positions, laps, contacts, chat. */
import { encode } from '../../src/acserver/udp/codec.ts';
import { Field } from '../receive/field.ts';

/** Of the race, seconds. */
const CONTACT_S = 30;
const CHAT_S = 60;
/** Too light for an incident: no card and no picture. */
const CONTACT_KMH = 8;

export class Race {
  readonly #cars: number;
  readonly #field: Field;
  readonly #laps: number[];
  #contacts = 0;
  #lines = 0;

  constructor(cars: number) {
    this.#cars = cars;
    this.#field = new Field(cars);
    this.#laps = Array.from({ length: cars }, (_, carId) => this.#field.lapsOf(carId, 0));
  }

  /** What is reported at this moment of the race; the next call overwrites the datagrams. */
  at(seconds: number): readonly Buffer[] {
    return [
      ...this.#field.at(seconds),
      ...this.#lapsUntil(seconds),
      ...(seconds >= (this.#contacts + 1) * CONTACT_S ? this.#contact() : []),
      ...(seconds >= (this.#lines + 1) * CHAT_S ? [this.#chat()] : []),
    ];
  }

  #lapsUntil(seconds: number): Buffer[] {
    return this.#laps.flatMap((before, carId) => {
      const laps = this.#field.lapsOf(carId, seconds);
      this.#laps[carId] = laps;
      return laps > before && laps > 0 ? [this.#lap(carId, seconds)] : [];
    });
  }

  #lap(carId: number, seconds: number): Buffer {
    const leaderboard = this.#laps.map((laps, each) => ({
      carId: each,
      timeMs: Math.round(seconds * 1000) + each,
      laps: Math.max(0, laps),
      completed: 0 as const,
    }));
    const lapTimeMs = this.#field.lapMs(carId) + this.#laps.length;
    return encode({ type: 'lapCompleted', carId, lapTimeMs, cuts: 0, leaderboard, gripLevel: 1 });
  }

  /** Both cars report it, as in the game. */
  #contact(): Buffer[] {
    this.#contacts += 1;
    const carId = (this.#contacts * 2) % this.#cars;
    const otherCarId = (carId + 1) % this.#cars;
    return [
      [carId, otherCarId],
      [otherCarId, carId],
    ].map(([one = 0, other = 0]) =>
      encode({
        type: 'clientEvent',
        subtype: 'car',
        carId: one,
        otherCarId: other,
        impactSpeed: CONTACT_KMH,
        worldPos: [this.#contacts, 0, 12],
        relPos: [0.5, 0, 1.5],
      }),
    );
  }

  #chat(): Buffer {
    this.#lines += 1;
    return encode({ type: 'chat', carId: this.#lines % this.#cars, message: `lap ${this.#lines}, and still on these` });
  }
}
