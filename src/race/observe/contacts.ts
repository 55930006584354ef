import { driverIn, type PacketObserver } from './observer.ts';

/** Reports of contacts, one for each car that felt it. Impact speed is km/h on the wire. */
export const contacts: PacketObserver = {
  clientEvent(packet, situation) {
    const driver = driverIn(packet.carId, situation);
    const felt = { speedKmh: packet.impactSpeed, position: packet.worldPos, relativePosition: packet.relPos };
    if (packet.subtype === 'environment') return [{ type: 'contact', against: 'wall', driver, ...felt }];
    return [{ type: 'contact', against: 'car', driver, other: driverIn(packet.otherCarId, situation), ...felt }];
  },
};
