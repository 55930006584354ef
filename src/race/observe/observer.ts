import type { FromServer, PacketOf } from '../../acserver/udp/packets.ts';
import type { Driver } from '../../events/driver.ts';
import type { EventBody, EventType } from '../../events/events.ts';
import type { Dialect } from '../../kit/dialects.ts';
import type { RaceState } from '../state.ts';
import type { Traces } from '../traces.ts';

/** What an observer may look at: the time, and what is known so far. */
export interface Situation {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly state: RaceState;
  /** Takes secrets out of what people typed. */
  readonly redact: (text: string) => string;
  /** How lines of chat begin that are not told: programs send them. CHAT_FILTER when absent. */
  readonly chatFilter?: readonly string[] | undefined;
  /** Where the cars have just been; nothing is known of it when absent. */
  readonly traces?: Pick<Traces, 'of'> | undefined;
  /** What kind of game server says it; `kunos` when absent. */
  readonly dialect?: Dialect | undefined;
  /** Asks the game server who is in a car; the answer comes as a packet of its own. */
  readonly askAbout: (carId: number) => void;
}

/** A body as an observer finds it; `late` when it was learnt after the fact. */
export type Finding = EventBody & { readonly late?: true };
export type FindingOf<Type extends EventType> = Extract<Finding, { readonly type: Type }>;

/** What the packets of the plugin protocol mean for one kind of fact. A type left out means nothing to it. */
export type PacketObserver = {
  readonly [T in FromServer['type']]?: (packet: PacketOf<T>, situation: Situation) => readonly Finding[];
};

type Observe = (packet: FromServer, situation: Situation) => readonly Finding[];

export function observePacket(observer: PacketObserver, packet: FromServer, situation: Situation): readonly Finding[] {
  // The function at a packet's type takes that packet, which the index type does not say.
  const observe = observer[packet.type] as Observe | undefined;
  return observe?.(packet, situation) ?? [];
}

/** Servers without Steam report "0" or nothing: the car is then all there is to tell such drivers apart. */
export const guidOf = (guid: string, carId: number): string => (guid === '' || guid === '0' ? `car:${carId}` : guid);

/** Who is meant by a car id: whoever sits there, or sat there last; somebody unknown is asked about. */
export function driverIn(carId: number, { state, askAbout }: Situation): Driver {
  const seated = state.seats.get(carId);
  if (seated) return { carId, guid: seated.guid, name: seated.name };
  askAbout(carId);
  return { carId, guid: guidOf('', carId), name: `Car ${carId}` };
}
