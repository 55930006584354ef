import { readExtraInfo } from '../../acserver/extrainfo/lines.ts';
import type { Driver } from '../../events/driver.ts';
import { driverIn, type FindingOf, type PacketObserver, type Situation } from './observer.ts';

/** What drivers say to each other. What they say to the server or to Pitwall is not chat. */
export const chat: PacketObserver = {
  chat: (packet, situation) => said(driverIn(packet.carId, situation), packet.message, situation),
};

/**
 * A slash line may contain the admin password, and so may a bare "admin ..." without its slash: neither is ever passed
 * on to anyone. Lines that begin with "!" are commands to Pitwall. Messages between programs in the cars are not chat
 * either.
 */
export function said(driver: Driver, message: string, { redact, chatFilter }: Situation): readonly FindingOf<'chat'>[] {
  const text = message.trim();
  if (HIDDEN.test(text)) return [];
  if (text === '' || /^[/!]/.test(text) || /^(admin|spectator)\s+\S+$/i.test(text)) return [];
  if (isFromProgram(text, chatFilter)) return [];
  return [{ type: 'chat', driver, text: redact(text) }];
}

/** Custom Shaders Patch sends these for apps and scripts, as chat that no game shows. Not affected by CHAT_FILTER. */
const HIDDEN = /^\$CSP0:/;

/** How lines of programs begin: the first reports cut tracks, the second the damage of a car. */
const CHAT_FILTER: readonly string[] = ['PLP:', 'Car Damage -'];

/** Extra information always comes from a program, whoever sends it. */
function isFromProgram(text: string, beginnings: readonly string[] = CHAT_FILTER): boolean {
  const lower = text.toLowerCase();
  return beginnings.some((each) => lower.startsWith(each.toLowerCase())) || readExtraInfo(text) !== undefined;
}
