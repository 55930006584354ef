import type { LocalDiscord, LocalDiscordOptions } from '../../sandbox/discord/server.ts';
import { openLeague } from '../sandbox/discord/bot.ts';
import { openapiJudge, openapiPath } from './openapi.ts';

/** A league whose every answer the document reads, where there is one; `complaints` are its lines. */
export async function openJudgedLeague(
  options: Partial<LocalDiscordOptions> = {},
): Promise<{ discord: LocalDiscord; complaints: readonly string[] }> {
  const complaints: string[] = [];
  const judge = openapiPath === undefined ? undefined : openapiJudge(openapiPath);
  const discord = await openLeague({
    ...options,
    observe: (observed) => void complaints.push(...(judge?.(observed).answered ?? [])),
  });
  return { discord, complaints };
}
