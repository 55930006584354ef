import type { APIEmbed } from 'discord.js';
import type { EventOf } from '../../events/events.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { BLUE, RED } from '../common/colours.ts';
import { codeBlock } from '../common/table.ts';
import { escapeCode, escapeText } from '../common/text.ts';
import { type Cards, embed, line } from './card.ts';

export const serverCards = {
  serverStarting: 'silent',
  serverStarted: ({ version, adopted }, _state, words) =>
    adopted ? [] : [line('process', `🟢 ${words.serverUp({ version: version && escapeText(version, 40) })}`)],
  serverStopped: (event, _state, words) => [embed('process', stopCard(event, words))],
  serverHeard: 'silent',
  serverSilent: 'silent',
  serverPinged: 'silent',
} satisfies Partial<Cards>;

const LAST_WORDS_LENGTH = 1500;

function stopCard({ expected, code, signal, lastLines }: EventOf<'serverStopped'>, words: Catalogue): APIEmbed {
  if (expected) return { color: BLUE, title: words.serverStopped() };
  const how = signal ?? (code === undefined ? undefined : words.exitCode({ code }));
  const said = lastThatFit(
    lastLines.map((each) => escapeCode(each, 200)).filter((each) => each !== ''),
    LAST_WORDS_LENGTH,
  );
  return {
    color: RED,
    title: words.serverStoppedByItself({ how: how === undefined ? undefined : escapeText(how, 40) }),
    description: said.length === 0 ? undefined : `${words.serverLastSaid()}\n${codeBlock(said.join('\n'))}`,
  };
}

/** The last lines are more telling than the first. */
function lastThatFit(lines: readonly string[], limit: number): readonly string[] {
  let used = 0;
  const left = lines.findLastIndex((each) => {
    used += each.length + 1;
    return used > limit;
  });
  return lines.slice(left + 1);
}
