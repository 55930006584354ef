import { isKickedGuid } from '../../acserver/kicked.ts';
import type { PacketOf } from '../../acserver/udp/packets.ts';
import type { Driver } from '../../events/driver.ts';
import { type Finding, guidOf, type PacketObserver } from './observer.ts';
import { driverOf, leaving } from './seats.ts';

type Connection = PacketOf<'newConnection'>;
type CarInfo = PacketOf<'carInfo'>;

/** Who is in which car. The car id is only a slot, which may change hands unseen; the GUID identifies the driver. */
export const identity: PacketObserver = {
  newConnection: (packet, { state }) => [...leaving(state, packet.carId), joining(packet)],

  connectionClosed(packet, { state }) {
    const present = state.drivers.get(packet.carId);
    const isPresent = present?.guid === guidOf(packet.driverGuid, packet.carId) || isKickedGuid(packet.driverGuid);
    return isPresent ? leaving(state, packet.carId) : [];
  },

  clientLoaded({ carId }, { state, askAbout }) {
    const present = state.drivers.get(carId);
    if (!present) askAbout(carId);
    return present && !present.loaded ? [{ type: 'driverLoaded', driver: driverOf(present) }] : [];
  },

  /** The answer to a question: corrects what was missed. A driver who is still loading counts as not connected here. */
  carInfo(packet, { state, dialect }) {
    const present = state.drivers.get(packet.carId);
    if (!packet.isConnected || isKickedGuid(packet.driverGuid)) {
      // AssettoServer answers for loading drivers too, so there the car is empty.
      const isGone = present?.loaded || dialect === 'assettoserver';
      return isGone ? late(leaving(state, packet.carId)) : [];
    }
    const loaded: Finding = { type: 'driverLoaded', driver: namedIn(packet) };
    if (present?.guid === guidOf(packet.driverGuid, packet.carId)) return present.loaded ? [] : late([loaded]);
    return late([...leaving(state, packet.carId), joining(packet), loaded]);
  },
};

const namedIn = ({ carId, driverGuid, driverName }: Connection | CarInfo): Driver => ({
  carId,
  guid: guidOf(driverGuid, carId),
  name: driverName,
});

const joining = (packet: Connection | CarInfo): Finding => ({
  type: 'driverJoined',
  driver: namedIn(packet),
  model: packet.carModel,
  skin: packet.carSkin,
});

const late = (findings: readonly Finding[]): Finding[] => findings.map((finding) => ({ ...finding, late: true }));
