import { expect } from 'vitest';
import type { RaceEvent } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { answerOf, type Rig } from './rig.ts';

const MOST_QUESTIONS = 20;
const CHANGED = '⚠️ Something has changed since you were asked';

const isStop = ({ type }: RaceEvent): boolean => type === 'serverStopped';

/**
 * Somebody stops the game server and says yes. The recorded sessions go round quickly: if a race has begun since the
 * question, the yes is refused, and they do what the refusal says: use the command again.
 */
export async function stopServer(rig: Rig, name: string, question: RegExp): Promise<void> {
  const { discord } = rig;
  const person = discord.person(name);
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const stop = person.slash({ channel: discord.channel('race-control'), path: ['server', 'stop'] });
    expect(await answerOf(stop)).toMatch(question);
    const message = stop.reply();
    const [row] = message?.components ?? [];
    const button = row && 'components' in row ? row.components.find((part) => 'custom_id' in part) : undefined;
    const customId = button && 'custom_id' in button ? button.custom_id : '';
    const yes = person.click({ message: message?.id ?? '', customId });
    const isRefused = () => yes.followUps.some(({ content }) => content?.startsWith(CHANGED));
    await eventually('the end, or a refusal', () => isRefused() || rig.events().some(isStop));
    if (rig.events().some(isStop)) return;
  }
  throw new Error(`a race had begun after each of ${MOST_QUESTIONS} questions`);
}
