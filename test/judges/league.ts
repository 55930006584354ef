import type { LocalDiscord, LocalDiscordOptions } from '../../sandbox/discord/server.ts';
import { openLeague } from '../sandbox/discord/bot.ts';
import { openapiJudge, openapiPath } from './openapi.ts';

export interface JudgedLeague {
  readonly discord: LocalDiscord;
  readonly complaints: readonly string[];
  /** The routes that were called. */
  readonly calls: ReadonlySet<string | undefined>;
}

/** A league whose every answer is checked against the document, if there is one; `complaints` are the findings. */
export async function openJudgedLeague(options: Partial<LocalDiscordOptions> = {}): Promise<JudgedLeague> {
  const complaints: string[] = [];
  const calls = new Set<string | undefined>();
  const judge = openapiPath === undefined ? undefined : openapiJudge(openapiPath);
  const discord = await openLeague({
    ...options,
    observe(observed) {
      calls.add(observed.route);
      complaints.push(...(judge?.(observed).answered ?? []));
    },
  });
  return { discord, complaints, calls };
}
