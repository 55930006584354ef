// What a game server says about itself by HTTP, on the port that the game's own lobby also asks.

import { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import { textOf } from '../kit/responseText.ts';

/** `refused`: nothing listens there. `silent`: no answer in time, or one that is not a game server's. */
export interface HttpInfo {
  readonly state: 'answers' | 'refused' | 'silent';
  readonly name?: string | undefined;
  /** "magione", with its layout after a dash. */
  readonly track?: string | undefined;
  /** How many drivers are connected. */
  readonly drivers?: number | undefined;
}

const TIMEOUT_MS = 3000;
/** A server with many cars sends some kilobytes. */
const MOST_BYTES = 256_000;

const info = z.object({ name: z.string(), clients: z.int().min(0), track: z.string().optional() });

/** One GET of /INFO. Never rejects: no answer is a result too. */
export async function askInfo(host: string, port: number, clock: Clock): Promise<HttpInfo> {
  const late = new AbortController();
  const cancel = clock.after(TIMEOUT_MS, () => late.abort());
  try {
    const response = await fetch(`http://${host}:${port}/INFO`, { redirect: 'manual', signal: late.signal });
    const parsed = info.safeParse(JSON.parse(await textOf(response, MOST_BYTES)));
    if (!parsed.success) return { state: 'silent' };
    const { name, clients, track } = parsed.data;
    return { state: 'answers', name, drivers: clients, track };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    return { state: code === 'ECONNREFUSED' ? 'refused' : 'silent' };
  } finally {
    cancel();
  }
}
