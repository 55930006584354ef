// When a plugin asks, and what it asks again.

import { type Clock, every } from '../../kit/clock.ts';
import { carQuestions, currentSession, positions, questions, reactionTo, sendPaced } from './dialogue.ts';
import { watchLiveness } from './liveness.ts';
import type { FromPlugin, FromServer, PacketOf } from './packets.ts';
import { emptySlot, RollCall } from './rollCall.ts';

export interface DialogueOptions {
  readonly clock: Clock;
  /** How many slots the running entry list has. */
  readonly slots: () => number;
  /** How often every car is reported, in milliseconds; 0 asks for nothing. */
  readonly intervalMs: () => number;
  /** Whether GET_CAR_INFO is answered for an empty slot; true if absent. */
  readonly answersForEmptySlots?: boolean | undefined;
  /**
   * Everything that arrived in one turn of the event loop, in order. Positions are included if they came after
   * something else.
   */
  readonly onPackets: (packets: FromServer[]) => void;
  /**
   * A car's position, as soon as it arrives: there are many more of these than of all other packets. The next one
   * overwrites the packet.
   *
   * @param at by the monotonic clock: reading a clock costs as much as decoding a position
   */
  readonly onPosition: (packet: PacketOf<'carUpdate'>, at: number) => void;
  /** true: heard for the first time, or again; false: silent for 15 s. */
  readonly onHeard: (heard: boolean) => void;
  readonly send: (packet: FromPlugin) => void;
  /** Whether it is the manager's own server, which reports more if asked. Other servers are never asked. */
  readonly enhanced?: boolean | undefined;
}

/** How often the running session is checked. */
const lookMs = 5_000;
/** The clock in NEW_SESSION can be wrong: its wait wraps at 65 s. What the server says a moment later is right. */
const confirmMs = 1_000;
/** How often the round trip to the manager's own server is measured. */
const pingMs = 60_000;

/** What a plugin sends by itself, apart from any socket: questions at the right moments, polls during silence. */
export class PluginDialogue {
  readonly #options: DialogueOptions;
  readonly #liveness: ReturnType<typeof watchLiveness>;
  readonly #rollCall: RollCall | undefined;
  readonly #stopLooking: () => void;
  readonly #stopPinging: () => void;
  #stopAsking = (): void => {};
  #stopConfirming = (): void => {};
  #stopCalling = (): void => {};

  constructor(options: DialogueOptions) {
    const { clock, onHeard } = options;
    this.#options = options;
    this.#liveness = watchLiveness({ clock, poll: () => this.#askSession(), onHeard });
    this.#rollCall = options.answersForEmptySlots === false ? this.#rollCallOf(options) : undefined;
    // Reveals a lost NEW_SESSION even while car updates flow, which prevent any silence.
    this.#stopLooking = every(clock, lookMs, () => this.#askSession());
    this.#stopPinging = options.enhanced ? every(clock, pingMs, () => this.#ping()) : () => {};
  }

  /** The first packets to a server process: everything in `ask`, and what each new process has forgotten. */
  begin(): void {
    if (this.#options.enhanced) {
      this.#options.send({ type: 'enableReporting' });
      this.#ping();
    }
    this.ask();
  }

  /** Asks for the session, for every slot and for the positions. */
  ask(): void {
    const { clock, slots, intervalMs, send } = this.#options;
    this.#stopAsking();
    this.#stopAsking = sendPaced(clock, questions({ slots: slots(), intervalMs: intervalMs() }), send);
    this.#rollCall?.begin();
  }

  /** A datagram of the server has arrived, whatever it says. */
  heard(at?: number): void {
    if (this.#liveness.heard(at)) this.begin();
  }

  receive(packets: FromServer[]): void {
    const { clock, intervalMs, onPackets, send } = this.#options;
    const reaction = reactionTo(packets);
    if (reaction === 'ask') this.begin();
    if (reaction === 'positions') {
      positions(intervalMs()).forEach(send);
      this.#stopConfirming();
      this.#stopConfirming = clock.after(confirmMs, () => this.#askSession());
    }
    if (reaction === 'session') this.#askSession();
    this.#rollCall?.heard(packets);
    onPackets(packets);
  }

  receivePosition(packet: PacketOf<'carUpdate'>, at: number): void {
    this.#rollCall?.heardCar(packet.carId);
    this.#options.onPosition(packet, at);
  }

  close(): void {
    this.#stopAsking();
    this.#stopLooking();
    this.#stopPinging();
    this.#stopConfirming();
    this.#stopCalling();
    this.#rollCall?.close();
    this.#liveness.close();
  }

  #rollCallOf({ clock, slots, send, onPackets }: DialogueOptions): RollCall {
    return new RollCall({
      clock,
      slots,
      ask: (carIds) => {
        this.#stopCalling();
        this.#stopCalling = sendPaced(clock, carQuestions(carIds), send);
      },
      onEmpty: (carIds) => onPackets(carIds.map(emptySlot)),
    });
  }

  #askSession(): void {
    this.#options.send(currentSession);
  }

  #ping(): void {
    this.#options.send({ type: 'ping', pluginTime: this.#options.clock.now() });
  }
}
