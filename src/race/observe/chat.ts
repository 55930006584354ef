import type { Driver } from '../events.ts';
import { driverIn, type Finding, type PacketObserver, type Situation } from './observer.ts';

/** What drivers say to each other. What they say to the server or to Pitwall is not chat. */
export const chat: PacketObserver = {
  chat: (packet, situation) => said(driverIn(packet.carId, situation), packet.message, situation),
};

/**
 * A slash line may carry the admin password, and so may a bare "admin ..." that forgot its slash: neither is ever
 * told to anyone. Lines that begin with "!" are commands to Pitwall.
 */
export function said(driver: Driver, message: string, { redact }: Situation): readonly Finding[] {
  const text = message.trim();
  if (text === '' || /^[/!]/.test(text) || /^(admin|spectator)\s+\S+$/i.test(text)) return [];
  return [{ type: 'chat', driver, text: redact(text) }];
}
