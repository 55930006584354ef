import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { textOf } from '../../kit/responseText.ts';
import { type LobbyReply, readReply } from '../lobby.ts';

/** Calls the lobby. Throws a UserError if there is no answer, or not one of the lobby's. */
export type CallLobby = (url: string, closing: AbortSignal) => Promise<LobbyReply>;

const TIMEOUT_MS = 10_000;
/** Its real answers have fifty. */
const MAX_BYTES = 2_048;

/** One GET, without redirects: something answering in the lobby's place must not make us call another server. */
export const lobbyCaller =
  (clock: Clock): CallLobby =>
  async (url, closing) => {
    const late = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, () => late.abort());
    try {
      const signal = AbortSignal.any([late.signal, closing]);
      const response = await fetch(url, { redirect: 'manual', signal });
      const body = await textOf(response, MAX_BYTES);
      if (response.status !== 200) throw new UserError(`The lobby answered with the HTTP status ${response.status}.`);
      return readReply(body);
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (late.signal.aborted) throw new UserError(`The lobby did not answer within ${TIMEOUT_MS / 1000} s.`);
      throw new UserError(`The lobby cannot be reached (${reasonOf(error)}).`);
    } finally {
      cancel();
    }
  };

/** fetch says "fetch failed" and hides the system's error in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : messageOf(error);
}
