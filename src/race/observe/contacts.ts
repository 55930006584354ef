import { driverIn, type PacketObserver } from './observer.ts';

/** Reports of contacts, one for each car that felt it. Impact speed is km/h on the wire. */
export const contacts: PacketObserver = {
  clientEvent(packet, situation) {
    const driver = driverIn(packet.carId, situation);
    const { impactSpeed: speedKmh, worldPos: position, relPos: relativePosition } = packet;
    if (packet.subtype === 'environment') {
      return [{ type: 'contact', against: 'wall', driver, speedKmh, position, relativePosition }];
    }
    const isTraffic = situation.dialect === 'assettoserver' && !situation.state.seats.has(packet.otherCarId);
    const other = driverIn(packet.otherCarId, situation);
    // AssettoServer's traffic drives in slots that never held anybody. If somebody does sit there, the answer tells.
    if (isTraffic) return [];
    return [{ type: 'contact', against: 'car', driver, other, speedKmh, position, relativePosition }];
  },
};
