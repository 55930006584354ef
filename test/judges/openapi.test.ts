import { describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { installation, run } from '../program.ts';
import { openapiJudge, openapiPath, type Verdict } from './openapi.ts';

const title = openapiPath
  ? 'Discord’s OpenAPI document'
  : 'Discord’s OpenAPI document (left out: DISCORD_OPENAPI does not name it)';

describe.skipIf(!openapiPath)(title, () => {
  it('accepts what the bot sends and what it is answered, from its login to a race', async () => {
    const judge = openapiJudge(openapiPath ?? '');
    const verdicts: Verdict[] = [];
    const made = await installation({ observe: (observed) => void verdicts.push(judge(observed)) });
    const program = run('main', made.environment);
    try {
      await program.says('Pitwall is ready');
      await useEverything(made.discord);
    } finally {
      program.child.kill('SIGTERM');
      await program.ended;
      await made.remove();
    }
    expect(verdicts.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});

async function useEverything(discord: LocalDiscord): Promise<void> {
  const ada = discord.person('Ada');
  for (const path of [['help'], ['server', 'info'], ['server', 'start'], ['server', 'drivers']]) {
    await ada.slash({ channel: 'race-control', path }).done();
  }
}
