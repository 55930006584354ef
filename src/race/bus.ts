import type { EventBody, RaceEvent } from '../events/events.ts';
import type { RaceState } from './state.ts';

/** A listener gets the event and the state after it. */
export type Listener = (event: RaceEvent, state: RaceState) => void;

/** Returns what follows from an event at once. It is emitted after that event, in the same transaction. */
type DurableListener = (event: RaceEvent, state: RaceState) => readonly EventBody[] | undefined;

/**
 * Who hears of an event, and when. Durable listeners run inside the transaction that journals it: what they write and
 * the events they return are on disk together with the event or not at all. Live listeners run after the commit and may
 * touch sockets.
 */
export interface Bus {
  durable(listener: DurableListener): void;
  live(listener: Listener): () => void;
}

export interface Publisher extends Bus {
  /** @returns the events that follow from it */
  tellDurable(event: RaceEvent, state: RaceState): readonly EventBody[];
  tellLive: Listener;
}

/** @param onFault gets errors of live listeners; an error in a durable listener rolls its transaction back */
export function createBus(onFault: (error: unknown, event: RaceEvent) => void): Publisher {
  const durable: DurableListener[] = [];
  const live = new Set<Listener>();
  return {
    durable: (listener) => void durable.push(listener),
    live(listener) {
      live.add(listener);
      return () => live.delete(listener);
    },
    tellDurable: (event, state) => durable.flatMap((listener) => listener(event, state) ?? []),
    tellLive(event, state) {
      for (const listener of live) {
        try {
          listener(event, state);
        } catch (error) {
          onFault(error, event);
        }
      }
    },
  };
}
