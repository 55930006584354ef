// When a plugin asks, and what it asks again.

import { type Clock, every } from '../../kit/clock.ts';
import { carQuestions, currentSession, positions, questions, reactionTo, sendPaced } from './dialogue.ts';
import { watchLiveness } from './liveness.ts';
import type { FromPlugin, FromServer } from './packets.ts';
import { emptySlot, RollCall } from './rollCall.ts';

export interface DialogueOptions {
  readonly clock: Clock;
  /** How many slots the running entry list has. */
  readonly slots: () => number;
  /** How often every car is reported, in milliseconds; 0 asks for nothing. */
  readonly intervalMs: () => number;
  /** Whether GET_CAR_INFO is answered for a slot in which nobody sits; it is when absent. */
  readonly answersForEmptySlots?: boolean | undefined;
  /** All that arrived in one turn of the event loop, in order. */
  readonly onPackets: (packets: FromServer[]) => void;
  /** true: heard for the first time, or again; false: silent for 15 s. */
  readonly onHeard: (heard: boolean) => void;
  readonly send: (packet: FromPlugin) => void;
  /** Whether it is the manager's own server, which tells more when it is asked. The others are never asked. */
  readonly enhanced?: boolean | undefined;
}

/** What a plugin says by itself, apart from any socket: questions at the right moments, polls into silence. */
interface PluginDialogue {
  /** The first words to a server process: all that `ask` asks, and what it forgets with each of its lives. */
  begin(): void;
  /** Asks for the session, for every slot and for the positions. */
  ask(): void;
  /** A datagram of the server has arrived, whatever it says. */
  heard(): void;
  receive(packets: FromServer[]): void;
  close(): void;
}

/** How often the running session is looked at. */
const lookMs = 5_000;
/** The clock that NEW_SESSION tells can be wrong: its wait wraps at 65 s. What the server says a moment later is not. */
const confirmMs = 1_000;
/** How often the round trip to the manager's own server is measured. */
const pingMs = 60_000;

export function holdDialogue(options: DialogueOptions): PluginDialogue {
  const { clock, slots, intervalMs, onPackets, onHeard, send, enhanced = false } = options;
  const liveness = watchLiveness({ clock, poll: () => send(currentSession), onHeard });
  // A lost NEW_SESSION is found out also while car updates flow, which end no silence.
  const stopLooking = every(clock, lookMs, () => send(currentSession));
  const ping = (): void => send({ type: 'ping', pluginTime: clock.now() });
  const stopPinging = enhanced ? every(clock, pingMs, ping) : () => {};
  let stopAsking = () => {};
  let stopConfirming = () => {};
  let stopCalling = () => {};
  const rollCall =
    options.answersForEmptySlots === false
      ? new RollCall({
          clock,
          slots,
          ask(carIds) {
            stopCalling();
            stopCalling = sendPaced(clock, carQuestions(carIds), send);
          },
          onEmpty: (carIds) => onPackets(carIds.map(emptySlot)),
        })
      : undefined;

  function ask(): void {
    stopAsking();
    stopAsking = sendPaced(clock, questions({ slots: slots(), intervalMs: intervalMs() }), send);
    rollCall?.begin();
  }

  function begin(): void {
    if (enhanced) {
      send({ type: 'enableReporting' });
      ping();
    }
    ask();
  }

  return {
    begin,
    ask,
    heard() {
      if (liveness.heard()) begin();
    },
    receive(packets) {
      const reaction = reactionTo(packets);
      if (reaction === 'ask') begin();
      if (reaction === 'positions') {
        positions(intervalMs()).forEach(send);
        stopConfirming();
        stopConfirming = clock.after(confirmMs, () => send(currentSession));
      }
      if (reaction === 'session') send(currentSession);
      rollCall?.heard(packets);
      onPackets(packets);
    },
    close() {
      stopAsking();
      stopLooking();
      stopPinging();
      stopConfirming();
      stopCalling();
      rollCall?.close();
      liveness.close();
    },
  };
}
