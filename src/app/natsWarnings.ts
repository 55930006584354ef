/** What is wrong with NATS, told at the start: the race goes on meanwhile. */
import type { EdgeSettings, HubSettings } from '../config/fleet.ts';
import { natsSentences } from '../doctor/rows/nats.ts';
import { lookAtNats } from '../fleet/nats/look.ts';

/** Never rejects. */
export async function warnOfNats(
  fleet: EdgeSettings | HubSettings,
  log: { warn(sentence: string): void },
): Promise<void> {
  const facts = await lookAtNats(fleet.nats, 'edge' in fleet ? fleet.edge : undefined);
  for (const sentence of natsSentences(facts)) log.warn(sentence);
}
