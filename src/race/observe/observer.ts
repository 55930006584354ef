import type { FromServer, PacketOf } from '../../acserver/udp/packets.ts';
import type { Driver } from '../../events/driver.ts';
import type { EventBody, EventType } from '../../events/events.ts';
import type { Dialect } from '../../kit/dialects.ts';
import type { RaceState } from '../state.ts';
import type { Traces } from '../traces.ts';

/** What an observer may use: the time, and what is known so far. */
export interface Situation {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly state: RaceState;
  /** Removes secrets from typed text. */
  readonly redact: (text: string) => string;
  /** How chat lines begin that are dropped because programs send them; the default CHAT_FILTER if absent. */
  readonly chatFilter?: readonly string[] | undefined;
  /** Recent positions of the cars; none are known if absent. */
  readonly traces?: Pick<Traces, 'of'> | undefined;
  /** The kind of game server; `kunos` if absent. */
  readonly dialect?: Dialect | undefined;
  /** Asks the game server who is in a car. The answer is a packet of its own. */
  readonly askAbout: (carId: number) => void;
}

/** An event body as found by an observer; `late` if it was learnt afterwards. */
export type Finding = EventBody & { readonly late?: true };
export type FindingOf<Type extends EventType> = Extract<Finding, { readonly type: Type }>;

/** What packets of the plugin protocol mean for one kind of fact. Packet types left out mean nothing to it. */
export type PacketObserver = {
  readonly [T in FromServer['type']]?: (packet: PacketOf<T>, situation: Situation) => readonly Finding[];
};

type Observe = (packet: FromServer, situation: Situation) => readonly Finding[];

export function observePacket(observer: PacketObserver, packet: FromServer, situation: Situation): readonly Finding[] {
  // The function at a packet's type takes that packet. The index type cannot express this.
  const observe = observer[packet.type] as Observe | undefined;
  return observe?.(packet, situation) ?? [];
}

/** Servers without Steam report "0" or nothing: then only the car distinguishes such drivers. */
export const guidOf = (guid: string, carId: number): string => (guid === '' || guid === '0' ? `car:${carId}` : guid);

/** The driver that a car id means: the one in the car, or the last one who was. An unknown driver is asked about. */
export function driverIn(carId: number, { state, askAbout }: Situation): Driver {
  const seated = state.seats.get(carId);
  if (seated) return { carId, guid: seated.guid, name: seated.name };
  askAbout(carId);
  return { carId, guid: guidOf('', carId), name: `Car ${carId}` };
}
