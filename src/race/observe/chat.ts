import { readExtraInfo } from '../../acserver/extrainfo/lines.ts';
import type { Driver } from '../../events/driver.ts';
import { driverIn, type FindingOf, type PacketObserver, type Situation } from './observer.ts';

/** What drivers say to each other. What they say to the server or to Pitwall is not chat. */
export const chat: PacketObserver = {
  chat: (packet, situation) => said(driverIn(packet.carId, situation), packet.message, situation),
};

/**
 * A slash line may carry the admin password, and so may a bare "admin ..." that forgot its slash: neither is ever
 * told to anyone. Lines that begin with "!" are commands to Pitwall. What programs in the cars say to each other is
 * no chat either.
 */
export function said(driver: Driver, message: string, { redact, chatFilter }: Situation): readonly FindingOf<'chat'>[] {
  const text = message.trim();
  if (HIDDEN.test(text)) return [];
  if (text === '' || /^[/!]/.test(text) || /^(admin|spectator)\s+\S+$/i.test(text)) return [];
  if (isFromProgram(text, chatFilter)) return [];
  return [{ type: 'chat', driver, text: redact(text) }];
}

/** What Custom Shaders Patch sends for apps and scripts as chat that no game shows, whatever CHAT_FILTER says. */
const HIDDEN = /^\$CSP0:/;

/** How lines begin that programs send: the first tells of cut tracks, the second of the damage of a car. */
const CHAT_FILTER: readonly string[] = ['PLP:', 'Car Damage -'];

/** Extra information is always a program's, whoever sends it. */
function isFromProgram(text: string, beginnings: readonly string[] = CHAT_FILTER): boolean {
  const lower = text.toLowerCase();
  return beginnings.some((each) => lower.startsWith(each.toLowerCase())) || readExtraInfo(text) !== undefined;
}
