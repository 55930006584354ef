import { LATE_MS, momentOf } from '../mirrored.ts';
import { driverIn, type PacketObserver } from './observer.ts';

/** Contact reports, one from each car that felt it. Impact speed is km/h on the wire. */
export const contacts: PacketObserver = {
  clientEvent(packet, situation) {
    const driver = driverIn(packet.carId, situation);
    const { impactSpeed: speedKmh, worldPos: position, relPos: relativePosition } = packet;
    const { at, traces } = situation;
    const happenedAt = momentOf({ position, at }, traces?.of(packet.carId, at - LATE_MS, at) ?? []);
    if (packet.subtype === 'environment') {
      return [{ type: 'contact', against: 'wall', driver, speedKmh, position, relativePosition, happenedAt }];
    }
    const isTraffic = situation.dialect === 'assettoserver' && !situation.state.seats.has(packet.otherCarId);
    const other = driverIn(packet.otherCarId, situation);
    // AssettoServer's traffic drives in slots that never held a driver. If a driver is in one, the answer will say so.
    if (isTraffic) return [];
    return [{ type: 'contact', against: 'car', driver, other, speedKmh, position, relativePosition, happenedAt }];
  },
};
